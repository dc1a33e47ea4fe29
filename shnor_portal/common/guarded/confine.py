"""What a process gives up before it looks at a file from outside: memory, time, and every door but those already open.

The limit on open descriptors is set to what is open now. From then on the kernel refuses to open another file or any
socket, with no privilege needed and in native code alike. It is not a sandbox against code that took over the
process: that would still run under the same user, with the files of its own folder in hand.
"""

import os
import resource
from contextlib import suppress

from shnor_portal.common.guarded.limits import ProcessLimits


def limit_resources(limits: ProcessLimits) -> None:
    """Address space, processor seconds, size of written files; no core dump, which would hold the file's content."""
    for kind, amount in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.written_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(kind, amount, amount)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1)


def _lower(kind: int, soft: int, hard: int) -> None:
    """Set a limit, never above the one inherited."""
    inherited = resource.getrlimit(kind)[1]
    if inherited != resource.RLIM_INFINITY:
        soft, hard = min(soft, inherited), min(hard, inherited)
    resource.setrlimit(kind, (soft, hard))


def close_doors() -> None:
    """Forbid any descriptor from the lowest free number on; keep open what is open, or its number is free again."""
    probe = os.open(os.devnull, os.O_RDONLY)
    os.close(probe)
    resource.setrlimit(resource.RLIMIT_NOFILE, (probe, probe))


def plug_doors() -> None:
    """Occupy every descriptor number that became free since: some file of the reading was closed."""
    with suppress(OSError):
        while True:
            os.open(os.devnull, os.O_RDONLY)
