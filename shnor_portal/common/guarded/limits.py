"""What bounds a child process, and how a fault crosses its border."""

from typing import Any, Protocol


class ProcessLimits(Protocol):
    """Bytes and seconds. The limits of an app carry these beside their own."""

    @property
    def memory_bytes(self) -> int: ...
    @property
    def cpu_seconds(self) -> int: ...
    @property
    def wall_seconds(self) -> int: ...
    @property
    def written_bytes(self) -> int: ...


class Declined(Exception):
    """The child declines the file; `problem` is plain data and becomes the answer."""

    problem: Any
