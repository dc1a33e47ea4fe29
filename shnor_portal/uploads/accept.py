"""The one door for files people attach: what comes back may be kept, anything else is a Refusal. Nothing is saved."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from shnor_portal.common.incoming import temporary_copy
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.reader.limits import MIB
from shnor_portal.imports.reader.sniff import has_stream
from shnor_portal.uploads.faults import refusal
from shnor_portal.uploads.guard import look_at
from shnor_portal.uploads.kinds import BY_EXTENSION, DEFAULT_KINDS, Kind, advice_for
from shnor_portal.uploads.limits import DEFAULT_LIMITS, UploadLimits
from shnor_portal.uploads.names import SentName, sent_name
from shnor_portal.uploads.outcome import Looked
from shnor_portal.uploads.plain import check_text
from shnor_portal.uploads.sniff import HEAD, sniff

Kinds = tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class AcceptedFile:
    """A file that may be kept. `size` (bytes) and `sha256` are of `content`, which for a picture is not what was sent.

    `name` is to be shown and downloaded under, up to 120 characters, never a path; on the disk the file lies under a
    name of ours (`names.random_name`). `notes` are Russian sentences for the person about what was changed.
    """

    name: str
    extension: str
    content_type: str
    size: int
    sha256: str
    content: ContentFile
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    notes: tuple[str, ...] = ()


def configured_limits() -> UploadLimits:
    """The limits of this installation."""
    return replace(
        DEFAULT_LIMITS,
        file_bytes=settings.UPLOAD_FILE_BYTES,
        pixels=settings.UPLOAD_IMAGE_PIXELS,
        pdf_pages=settings.UPLOAD_PDF_PAGES,
    )


def accept_upload(
    upload: UploadedFile, *, kinds: Kinds = DEFAULT_KINDS, limits: UploadLimits | None = None
) -> AcceptedFile:
    """Look at one file that a person sent; `kinds` narrow what the place takes, `limits` are the installation's.

    The declared type is not asked. Raises Refusal: 413 FILE_TOO_LARGE; 422 FILE_EMPTY, NAME_BAD, TYPE_FORBIDDEN,
    TYPE_MISMATCH, FILE_DAMAGED, IMAGE_DAMAGED, IMAGE_TOO_LARGE, PDF_ACTIVE, PDF_ENCRYPTED, PAGES_TOO_MANY,
    OFFICE_ACTIVE, OFFICE_ENCRYPTED, ZIP_TOO_LARGE, ZIP_PARTS, ZIP_DUPLICATE, ZIP_PATH, XML_DTD, CPU_LIMIT,
    MEMORY_LIMIT, CHECK_FAILED; `details` hold the fingerprint and size of a file that was looked at. A look takes a
    tenth of a second, at worst `limits.wall_seconds`: call it before a transaction is opened.
    """
    limits = limits or configured_limits()
    sent = sent_name(upload.name)
    _check_name(sent, kinds)
    upload.seek(0)
    with temporary_copy(upload, limits.file_bytes) as (path, size, sha256):
        _check_size(size, limits)
        try:
            looked, content = _looked(path, sent, kinds, limits)
            kind = _kind_of(looked, sent, kinds)
        except Refusal as refused:
            refused.details |= {"sha256": sha256, "size": size}
            raise
    return _accepted(sent, kind, looked, content)


def _check_name(sent: SentName, kinds: Kinds) -> None:
    if sent.hides_a_program:
        raise refusal("TYPE_FORBIDDEN", found="имя скрывает программу", advice="Уберите из имени лишнее расширение.")
    if sent.extension and sent.extension not in {kind.extension for kind in kinds}:
        raise refusal("TYPE_FORBIDDEN", found=f".{sent.extension}", advice=advice_for(sent.extension, kinds))


def _check_size(size: int, limits: UploadLimits) -> None:
    if size == 0:
        raise refusal("FILE_EMPTY")
    if size > limits.file_bytes:
        raise refusal("FILE_TOO_LARGE", limit=max(1, limits.file_bytes // MIB))


def _looked(path: Path, sent: SentName, kinds: Kinds, limits: UploadLimits) -> tuple[Looked, bytes]:
    """What the content is, and the bytes to keep: by the way its first bytes ask for, when the name allows that way."""
    with path.open("rb") as stream:
        sniffed = sniff(stream.read(HEAD))
    if sniffed.family == "ole" and has_stream(path.read_bytes(), "EncryptedPackage"):
        raise refusal("OFFICE_ENCRYPTED")
    families = {kind.family for kind in kinds if sent.extension in ("", kind.extension)}
    if sniffed.family not in families:
        raise _unexpected(sniffed.found, sent, kinds)
    if sniffed.family == "text":
        content = path.read_bytes()
        check_text(content)
        return Looked("txt"), content
    return look_at(path, sniffed.family, limits)


def _unexpected(found: str, sent: SentName, kinds: Kinds) -> Refusal:
    """Another thing than the name says; without an extension, a thing that isn't taken here."""
    advice = advice_for("", kinds)
    if not sent.extension:
        return refusal("TYPE_FORBIDDEN", found=found, advice=advice)
    return refusal("TYPE_MISMATCH", extension=sent.extension, found=found, advice=advice)


def _kind_of(looked: Looked, sent: SentName, kinds: Kinds) -> Kind:
    """The kind by content. A picture of another format than its name says is taken: it was drawn anew anyway."""
    kind = BY_EXTENSION[looked.extension]
    if sent.extension not in ("", kind.extension) and kind.family != "image":
        advice = f"Переименуйте файл: расширение должно быть .{kind.extension}."
        raise refusal("TYPE_MISMATCH", extension=sent.extension, found=kind.title, advice=advice)
    if kind not in kinds:
        raise refusal("TYPE_FORBIDDEN", found=kind.title, advice=advice_for(kind.extension, kinds))
    return kind


def _accepted(sent: SentName, kind: Kind, looked: Looked, content: bytes) -> AcceptedFile:
    notes = looked.notes
    if sent.extension not in ("", kind.extension):
        notes = (*notes, f"Файл назван .{sent.extension}, а внутри {kind.title}: расширение исправлено.")
    name = sent.shown(kind.extension)
    return AcceptedFile(
        name=name,
        extension=kind.extension,
        content_type=kind.content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=ContentFile(content, name=name),
        pages=looked.pages,
        width=looked.width,
        height=looked.height,
        notes=notes,
    )
