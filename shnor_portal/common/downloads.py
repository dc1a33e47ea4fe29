"""Handing out files: always as an attachment that no browser will run or guess the type of."""

from typing import IO

from django.http import FileResponse


def attachment(stream: IO[bytes], *, filename: str, content_type: str) -> FileResponse:
    """A download under a Russian file name (RFC 5987), sandboxed and never cached by a proxy."""
    response = FileResponse(stream, as_attachment=True, filename=filename, content_type=content_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
