"""Plain text: taken as it is when it can be read at all. It is only ever handed out as a download."""

from shnor_portal.common.text import text_problem
from shnor_portal.uploads.faults import refusal

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def check_text(data: bytes) -> None:
    """Unicode, or Windows-1251 as old Russian programs write it, without control characters. Raises FILE_DAMAGED."""
    encodings = ("utf-16",) if data.startswith(_UTF_16) else ("utf-8-sig", "cp1251")
    text = next((found for encoding in encodings if (found := _decoded(data, encoding)) is not None), None)
    if text is None or text_problem(text, len(text)) is not None:
        raise refusal("FILE_DAMAGED", detail=": это не текст")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
