"""The extract on its way between the check and the application of a batch: JSON of plain data."""

import hashlib

import orjson

from shnor_portal.imports.reader.outcome import extract_from
from shnor_portal.imports.reader.types import Extract


def dump_extract(extract: Extract) -> bytes:
    return orjson.dumps(extract)


def load_extract(data: bytes) -> Extract:
    """Read back what `dump_extract` wrote."""
    return extract_from(orjson.loads(data))


def content_fingerprint(extract: Extract) -> str:
    """SHA-256 of what was read, whatever bytes it was read from (a file saved again is the same content)."""
    return hashlib.sha256(orjson.dumps(extract.blocks)).hexdigest()
