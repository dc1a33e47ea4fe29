"""Comparing files on the disk with the fingerprints their rows remember."""

import hashlib
from collections.abc import Iterator

from django.db.models.fields.files import FieldFile

from shnor_portal.common.integrity import Finding


def compare_file(where: str, file: FieldFile, sha256: str) -> Iterator[Finding]:
    """A finding for a file that is absent or has other bytes than were recorded."""
    try:
        with file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        yield Finding(where, "файла нет на диске")
        return
    if found != sha256:
        yield Finding(where, "содержимое файла не то, что было записано")
