"""Handing out files: always as an attachment that no browser will run or guess the type of."""

from django.core.files import File
from django.db.models.fields.files import FieldFile
from django.http import FileResponse

from shnor_portal.common.refusals import Refusal


def opened(file: FieldFile) -> File:
    """The stored file for reading. Raises Refusal FILE_GONE when the storage has lost it."""
    try:
        return file.open("rb")
    except FileNotFoundError as lost:
        raise Refusal(
            "FILE_GONE", "Файла больше нет в хранилище.", "Сообщите администратору портала.", status=404
        ) from lost


def attachment(stream: File, *, filename: str, content_type: str) -> FileResponse:
    """A download under a Russian file name (RFC 5987), sandboxed and never cached by a proxy."""
    response = FileResponse(stream, as_attachment=True, filename=filename, content_type=content_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
