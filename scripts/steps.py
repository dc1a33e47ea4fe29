"""Running one command of the set-up: output to a log, progress to the person, the tail of the log on failure."""

import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from scripts import processes
from scripts.console import Progress, SetupError, say
from scripts.places import data_dir

TAIL_LINES = 25
POLL_SECONDS = 0.2


def log_file(name: str) -> Path:
    """A log under the data folder; made when absent."""
    folder = data_dir() / "logs"
    folder.mkdir(exist_ok=True)
    return folder / name


def tail(path: Path, lines: int = TAIL_LINES) -> str:
    """The last lines of a log, as text."""
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


class _Reader(threading.Thread):
    """Copies a command's output into the log and remembers its last non-empty line."""

    def __init__(self, source: IO[bytes], log: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.source, self.log, self.last_line = source, log, ""

    def run(self) -> None:
        for line in self.source:
            self.log.write(line)
            self.log.flush()
            self.last_line = line.decode("utf-8", errors="replace").strip() or self.last_line


def run_step(title: str, command: Sequence[str], *, env: Mapping[str, str] | None = None) -> None:
    """Runs a command to its end. Raises `SetupError` with the tail of its output when it fails.

    A stop signal stops the command's whole group first and then goes on upwards.
    """
    path = log_file("setup.log")
    progress = Progress(title)
    with path.open("ab") as log:
        begin = log.tell()
        process = processes.start(command, env=env or os.environ, output=subprocess.PIPE)
        if process.stdout is None:  # pragma: no cover - Popen was given PIPE
            raise SetupError(title)
        reader = _Reader(process.stdout, log)
        reader.start()
        try:
            while process.poll() is None:
                progress.show(reader.last_line)
                reader.join(POLL_SECONDS)
            reader.join(POLL_SECONDS)
        finally:
            processes.stop(process)
    progress.finish("✓" if process.returncode == 0 else "✗")
    if process.returncode != 0:
        _explain_failure(path, begin)
        raise SetupError(f"Шаг «{title}» не удался (код {process.returncode}). Весь вывод: {path}")


def _explain_failure(path: Path, begin: int) -> None:
    """Prints the end of what this step wrote into the log since byte `begin`."""
    written = path.read_bytes()[begin:].decode("utf-8", errors="replace").splitlines()
    for line in written[-TAIL_LINES:]:
        say(f"    {line}")
