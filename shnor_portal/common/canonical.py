"""Fingerprints of data: the same content gives the same SHA-256, whatever the order of keys."""

import hashlib
from typing import Any

import orjson


def fingerprint(data: Any) -> str:
    """SHA-256 (hex) over the canonical JSON of plain data; dates as ISO text."""
    return hashlib.sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)).hexdigest()
