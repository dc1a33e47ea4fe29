"""Plain data as the bytes of an answer: times in UTC with «Z», Russian letters as they are."""

from typing import Any

import orjson


def json_bytes(data: Any) -> bytes:
    return orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z)
