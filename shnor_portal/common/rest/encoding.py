"""Plain data as the bytes of an answer: times in UTC with «Z», Russian letters as they are."""

from typing import Any

import orjson

OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def json_bytes(data: Any) -> bytes:
    return orjson.dumps(data, default=str, option=OPTIONS)
