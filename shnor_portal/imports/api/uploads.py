"""A file that came over the API, on its way to the same service as the page's."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.api.municipalities import municipality_named
from shnor_portal.accounts.api.once import reused
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.services import upload_file


def take_in(body: dict[str, Any], user: User, key: str) -> ImportBatch:
    """Upload once for the key. Raises what `upload_file` raises, and IDEMPOTENCY_REUSED for another file."""
    file: UploadedFile = body["file"]
    municipality = municipality_named(user, body["municipality"])
    check_permission(user, Permission.IMPORT_DATA, municipality)
    options: dict[str, Any] = {name: body[name] for name in ("layout", "academic_year") if name in body}
    batch = upload_file(
        municipality=municipality,
        name=file.name or "",
        stream=file,
        target=body["target"],
        by=user,
        options=options,
        nonce=key,
    )
    if key and (batch.sha256, batch.target) != (fingerprint(file), body["target"]):
        raise reused()
    return batch


def fingerprint(file: UploadedFile) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
