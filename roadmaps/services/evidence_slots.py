"""What an evidence is made of: a well-formed link, or bytes accepted at the door and never orphaned."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from roadmaps.enums import EvidenceKind
from roadmaps.models import Evidence, Measure
from shnor_portal.accounts.models import User
from shnor_portal.common.refusals import Refusal
from shnor_portal.uploads.accept import AcceptedFile, accept_upload
from shnor_portal.uploads.quota import check_quota

LONGEST_LINK = 500
_check_syntax = URLValidator(schemes=["https"])


@dataclass(frozen=True, slots=True)
class Proof:
    """What is attached: exactly one of the two."""

    link: str = ""
    file: AcceptedFile | None = None


def proof_of(upload: UploadedFile | None, link: str) -> Proof:
    """Look at what was sent, before any transaction. Raises Refusal EVIDENCE_EMPTY, LINK_BAD, or of `accept_upload`."""
    link = link.strip()
    if bool(upload) == bool(link):
        raise Refusal(
            "EVIDENCE_EMPTY",
            "Приложите один файл или одну ссылку.",
            "Если страница уже опубликована, достаточно ссылки.",
            status=400,
        )
    return Proof(file=accept_upload(upload)) if upload else Proof(link=checked_link(link))


def checked_link(link: str) -> str:
    """An https address without a login in it; the page itself is never fetched."""
    try:
        _check_syntax(link)
        parts = urlsplit(link)
        is_fit = len(link) <= LONGEST_LINK and not parts.username and not parts.password
    except (ValidationError, ValueError):
        is_fit = False
    if not is_fit:
        raise Refusal(
            "LINK_BAD",
            "Ссылка должна быть полным адресом, начинающимся с https://.",
            "Откройте страницу в браузере и скопируйте адрес целиком.",
            status=400,
        )
    return link


def new_evidence(measure: Measure, proof: Proof, title: str, by: User, **more: object) -> Evidence:
    """The row and its bytes, or neither of them. `more` are version, predecessor, origin."""
    row = Evidence(
        municipality_id=measure.municipality_id,
        measure=measure,
        title=title,
        uploaded_by=by,
        **more,
    )
    if proof.file is None:
        row.kind, row.url = EvidenceKind.LINK, proof.link
        row.save()
        return row
    file = proof.file
    _check_quota(measure.municipality_id, file.size, by)
    row.kind, row.original_name, row.content_type = EvidenceKind.FILE, file.name, file.content_type
    row.size, row.sha256 = file.size, file.sha256
    keep_file(row, file.content, row.save)
    return row


def _check_quota(municipality_id: int, size: int, by: User) -> None:
    """Raises Refusal QUOTA when the city, or the person today, has attached all it may."""
    files = Evidence.objects.filter(kind=EvidenceKind.FILE)
    used = files.filter(municipality_id=municipality_id).aggregate(total=Sum("size"))["total"] or 0
    today = files.filter(uploaded_by=by, uploaded_at__gte=timezone.now() - timedelta(days=1)).count()
    check_quota(used, today, size)


def keep_file(row: Evidence, content: ContentFile, save: Callable[[], object]) -> None:
    """Write the bytes, then the row; bytes without a row are taken away again."""
    row.file.save("", content, save=False)
    try:
        with transaction.atomic():
            save()
    except BaseException:
        row.file.storage.delete(str(row.file.name))
        raise
