"""Handing an attached file out again: as a sandboxed download under its shown name, never as a page."""

from typing import Protocol

from django.db.models.fields.files import FieldFile
from django.http import FileResponse

from shnor_portal.common.downloads import attachment, opened


class AttachedFile(Protocol):
    """A row that keeps what `accept_upload` gave."""

    @property
    def file(self) -> FieldFile: ...
    @property
    def original_name(self) -> str: ...
    @property
    def content_type(self) -> str: ...


def handed_out(row: AttachedFile) -> FileResponse:
    """The download. Whether this person may have it is asked before, of the row. Raises Refusal FILE_GONE (404)."""
    return attachment(opened(row.file), filename=row.original_name, content_type=row.content_type)
