"""The file around a paper: our own empty document to begin with, and bytes that depend on the content alone."""

import io
import zipfile
from functools import lru_cache
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument

_BASE = Path(__file__).parent / "base"
_MOMENT = (2020, 1, 1, 0, 0, 0)
"""Written into the archive and the properties instead of the time of writing, or no two files would be alike."""


def empty_document() -> WordDocument:
    """A document of ours: a dozen styles in Russian and nothing of the template that the library brings along.

    That one holds Japanese fonts, a picture of its first page and 800 KB of styles.
    """
    return Document(io.BytesIO(_base()))


def saved(document: WordDocument) -> bytes:
    """The document's bytes; equal for equal content, so that a fingerprint of the file means something."""
    written = io.BytesIO()
    document.save(written)
    out = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            _put(target, entry.filename, source.read(entry))
    return out.getvalue()


@lru_cache(maxsize=1)
def _base() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for path in sorted(path for path in _BASE.rglob("*") if path.is_file()):
            _put(target, path.relative_to(_BASE).as_posix(), path.read_bytes())
    return out.getvalue()


def _put(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.create_system = 0  # or the archive would tell on which system it was made
    entry.compress_type = target.compression
    target.writestr(entry, content)
