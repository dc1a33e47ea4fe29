"""The inner side: a process that takes one order, answers it once and ends.

The order (JSON on standard input) names at least the file (`path`), the folder of this child (`folder`) and the
limits (`limits`). The answer is `answer.json` in that folder: what the caller's function gives, or `status` «fault»
with the problem, «memory» when memory ran out, «panic» when a native parser gave up, «failed» with the frames and
without any value of the file.
"""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import orjson

from shnor_portal.common.guarded.confine import limit_resources
from shnor_portal.common.guarded.limits import Declined, ProcessLimits

L = TypeVar("L", bound=ProcessLimits)
Answering = Callable[[dict[str, Any], L, BinaryIO, BinaryIO], bytes]
"""(order, limits, the file, an empty file `scratch` open for both) → the answer as JSON. It closes the doors itself."""


def serve(limits_type: Callable[..., L], answer: Answering[L]) -> None:
    """Do as ordered, write the answer, leave at once: nothing is worth tidying in a process that ends."""
    order = orjson.loads(sys.stdin.buffer.read())
    limits = limits_type(**order["limits"])
    limit_resources(limits)
    gc.disable()
    folder = Path(order["folder"])
    with (
        open(order["path"], "rb") as source,
        open(f"{folder}/scratch", "w+b") as scratch,
        open(folder / "answer.json", "wb") as out,
    ):
        out.write(_guarded(lambda: answer(order, limits, source, scratch)))
        scratch.flush()
        out.flush()
        os._exit(0)


def _guarded(answer: Callable[[], bytes]) -> bytes:
    """The answer, or how it came to none, as JSON."""
    try:
        return answer()
    except Declined as error:
        return orjson.dumps({"status": "fault", "problem": error.problem})
    except MemoryError:
        return b'{"status":"memory"}'
    except Exception as error:
        return orjson.dumps({"status": "failed", "error": type(error).__name__, "frames": _frames(error)})
    except BaseException:  # a panic of a native parser is no Exception
        return b'{"status":"panic"}'


def _frames(error: BaseException) -> list[str]:
    """Where it happened, outermost first. The message stays here: it may quote a cell."""
    frames, at = [], error.__traceback__
    while at is not None:
        code = at.tb_frame.f_code
        frames.append(f"{Path(code.co_filename).name}:{at.tb_lineno} {code.co_name}")
        at = at.tb_next
    return frames
