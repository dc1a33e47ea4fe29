"""Child processes in groups of their own: what is started here is stopped here, with everything it started."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import IO

from scripts.places import ROOT

GRACE_SECONDS = 15.0
"""How long a process may finish its work after being asked to stop."""
POLL_SECONDS = 0.1


class StopRequested(BaseException):
    """Ctrl-C, `kill` or a closed terminal. Not an `Exception`, so that no handler on the way swallows it."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.exit_code = 128 + number


def _request_stop(number: int, _frame: FrameType | None) -> None:
    ignore_stop_signals()
    raise StopRequested(number)


STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def listen_to_stop_signals() -> None:
    """Turns the signals that end a program into `StopRequested`, so that `finally` blocks run."""
    for number in STOP_SIGNALS:
        signal.signal(number, _request_stop)


def ignore_stop_signals() -> None:
    """A second Ctrl-C must not break the stopping that the first one began; stopping has its own time limit."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _tied_to_us(command: Sequence[str]) -> list[str]:
    """The command, told by the kernel to stop if this process dies without stopping it (`kill -9`)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", *command] if setpriv else list(command)


def start(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    output: IO[bytes] | int | None = None,
) -> subprocess.Popen[bytes]:
    """Starts a command as leader of a new process group, out of reach of the terminal's Ctrl-C."""
    return subprocess.Popen(
        _tied_to_us(command),
        env=dict(env) if env is not None else None,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
    )


def _signal_group(process: subprocess.Popen[bytes], number: int) -> bool:
    """Sends a signal to the whole group; False when nobody whom we may signal is left in it."""
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def stop(process: subprocess.Popen[bytes], grace: float = GRACE_SECONDS, ask: int = signal.SIGTERM) -> None:
    """Asks the leader to stop, waits until the whole group is gone, then forces what is left of it."""
    with contextlib.suppress(PermissionError):  # a command under sudo ends by itself
        process.send_signal(ask)
    deadline = time.monotonic() + grace
    while time.monotonic() < deadline:
        leader_gone = process.poll() is not None
        if leader_gone and not _signal_group(process, signal.SIGTERM):
            return
        time.sleep(POLL_SECONDS)
    _signal_group(process, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def running(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    output: IO[bytes] | int | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A process for the length of a `with` block."""
    process = start(command, env=env, cwd=cwd, output=output)
    try:
        yield process
    finally:
        stop(process)
