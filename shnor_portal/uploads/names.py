"""Names of attached files: one to show, which a stranger has written, and one on the disk, which is ours."""

import unicodedata
import uuid
from dataclasses import dataclass

from django.utils import timezone

from shnor_portal.uploads.faults import refusal
from shnor_portal.uploads.kinds import ALIASES, EXECUTABLE

MAX_CHARS = 120
MAX_BYTES = 240
"""Of a shown name in UTF-8: common file systems take 255, and a browser adds « (1)» to the second download."""

_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_MAX_EXTENSION = 10


@dataclass(frozen=True, slots=True)
class SentName:
    """A sender's file name taken apart: `extension` in lower case without the dot, "" where there is none."""

    stem: str
    extension: str

    @property
    def hides_a_program(self) -> bool:
        return any(part.strip().lower() in EXECUTABLE for part in self.stem.split(".")[1:])

    def shown(self, extension: str) -> str:
        """The name to show and to download under, with the extension that the content has."""
        room = MAX_CHARS - len(extension) - 1
        stem = self.stem[:room]
        while len(f"{stem}.{extension}".encode()) > MAX_BYTES:
            stem = stem[:-1]
        return f"{stem.rstrip(' .')}.{extension}"


def sent_name(raw: str | None) -> SentName:
    """The last part of a path: NFC, single spaces, no control, invisible or direction-changing signs.

    Raises Refusal NAME_BAD when nothing of it can be shown.
    """
    bare = (raw or "").replace("\\", "/").rsplit("/", 1)[-1]
    spaced = " ".join(unicodedata.normalize("NFC", bare).split())
    visible = "".join(sign for sign in spaced if sign.isprintable()).translate(_FORBIDDEN).rstrip(" .")
    stem, extension = _taken_apart(visible)
    stem = stem.strip(" .")
    if not stem.strip("_"):
        raise refusal("NAME_BAD")
    if stem.split(".")[0].strip().lower() in _RESERVED:
        stem = f"_{stem}"
    return SentName(stem, extension)


def _taken_apart(name: str) -> tuple[str, str]:
    """«Приказ от 01.09.2025» has no extension: one is short, of Latin letters and digits, and not a number."""
    stem, dot, end = name.rpartition(".")
    extension = end.lower()
    if not dot or len(end) > _MAX_EXTENSION or not (end.isascii() and end.isalnum()) or end.isdigit():
        return name, ""
    return stem, ALIASES.get(extension, extension)


def random_name(prefix: str) -> str:
    """Our own random name under the year and month, for `upload_to`: nothing of a sender's name reaches the disk."""
    return f"{prefix}/{timezone.now():%Y/%m}/{uuid.uuid4().hex}"
