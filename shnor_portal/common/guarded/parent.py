"""The outer side: start a child, wait for it, tell how it ended. This side never imports a parser."""

import gc
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from shnor_portal.common.guarded.limits import ProcessLimits

_MIB = 1024 * 1024
_ROOT = Path(__file__).resolve().parents[3]
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    # The child takes memory in large steps and never gives it back: measured, 5 % less processor time on a large file.
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_TOP_PAD_": str(64 * _MIB),
    "MALLOC_TRIM_THRESHOLD_": str(1024 * _MIB),
    "MALLOC_MMAP_THRESHOLD_": str(32 * _MIB),
}
_OUT_OF_MEMORY = (b"memory allocation", b"MemoryError", b"capacity overflow")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: its answer, or None with the return code and the start of what it said."""

    answer: dict[str, Any] | None
    code: int = 0
    said: bytes = b""

    @property
    def status(self) -> str:
        """What the answer says of itself; «died» without one."""
        return "died" if self.answer is None else str(self.answer["status"])

    @property
    def out_of_memory(self) -> bool:
        return self.status == "memory" or any(sign in self.said for sign in _OUT_OF_MEMORY)

    def stopped_after(self, limits: ProcessLimits) -> int | None:
        """Seconds after which the kernel stopped it for its processor time, or we for the time on the clock."""
        return {-signal.SIGXCPU: limits.cpu_seconds, -signal.SIGALRM: limits.wall_seconds}.get(self.code)

    @property
    def failure(self) -> str:
        """Where an answer «failed», for the log: innermost frame first."""
        answer = self.answer or {}
        return f"{answer.get('error', '')} at {' < '.join(reversed(answer.get('frames', [])))}"


def run_child(module: str, order: dict[str, Any], limits: ProcessLimits, *, folder: str | os.PathLike[str]) -> Ended:
    """Run `python -m module` on an order; `folder` is its own, exists, and is the caller's to remove."""
    said = Path(folder) / "said"
    with open(said, "wb") as stderr:
        try:
            done = subprocess.run(  # noqa: S603 our own module, no shell, nothing from the file on the command line
                (sys.executable, "-E", "-s", "-m", module),
                input=orjson.dumps({**order, "folder": os.fspath(folder)}),
                stdout=subprocess.PIPE,  # nothing is said there; its end wakes us at once, a bare wait would poll
                stderr=stderr,
                timeout=limits.wall_seconds,
                cwd=_ROOT,
                env=_ENVIRONMENT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Ended(None, -signal.SIGALRM)
    answer = Path(folder) / "answer.json"
    if done.returncode == 0 and answer.is_file():
        return Ended(_decoded(answer.read_bytes()))
    with open(said, "rb") as stderr:
        return Ended(None, done.returncode, stderr.read(4096))


def _decoded(answer: bytes) -> dict[str, Any]:
    """The answer as plain data, without a collection of garbage amid its tens of thousands of new small lists.

    They hold no garbage, and a full collection walks the whole portal: measured, a large answer took five times longer.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        decoded: dict[str, Any] = orjson.loads(answer)
    finally:
        if was_enabled:
            gc.enable()
    return decoded
