"""`make run`: from a fresh checkout to an open portal with a demo city; the second time in seconds."""

import fcntl
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from scripts import debian, environment, portal, processes
from scripts.console import SetupError, say
from scripts.places import PYTHON, ROOT, data_dir
from scripts.steps import run_step

DEFAULT_PORT = 8000


def chosen_port() -> int:
    """`PORT` of the environment as a number; raises `SetupError` for anything that is not a port."""
    text = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65_536):
        raise SetupError(f"PORT={text}: нужен номер порта от 1 до 65535")
    return int(text)


def take_lock(folder: Path) -> IO[str]:
    """One running portal for one data folder: two clocks over one SQLite file would do every job twice."""
    lock = (folder / "portal.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise SetupError(
            f"Портал с данными в {folder} уже запущен. Второй рядом: make run PORT=8001 DATA_DIR=другая-папка"
        ) from error
    return lock


def secret_key(folder: Path) -> str:
    """The signing key of this data folder: made once, readable by its owner only."""
    path = folder / "secret.key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()


def _manage(*arguments: str) -> list[str]:
    return [str(PYTHON), str(ROOT / "manage.py"), *arguments]


def prepare(env: Mapping[str, str]) -> None:
    """Everything between a checkout and a portal that can start; each part does nothing where nothing changed."""
    debian.ensure(debian.RUN_NEEDS)
    environment.ensure_python("base")
    environment.ensure_frontend()
    run_step("База данных", _manage("migrate", "--no-input"), env=env)
    run_step("Демонстрационный город", _manage("build_demo", "--if-empty"), env=env)


def serve(port: int, folder: Path, env: Mapping[str, str]) -> None:
    """Starts the portal, tells the address and the demo sign-ins, and stays until told to stop."""
    with portal.started(portal.services(str(folder)), env) as children:
        portal.wait_until_ready(port, children)
        portal.announce(port, str(folder))
        subprocess.run(_manage("demo_accounts"), env=dict(env), cwd=ROOT, check=False)
        portal.watch(children)


def run() -> None:
    """The whole of `make run`."""
    port, folder = chosen_port(), data_dir()
    with take_lock(folder):
        portal.check_port(port)
        env = {"SECRET_KEY": secret_key(folder), **portal.environment(port, str(folder))}
        prepare(env)
        portal.check_port(port)
        serve(port, folder, env)


def main() -> int:
    """Exit code: 0 after a stop the person asked for, 1 with a sentence for a step that could not go on."""
    processes.listen_to_stop_signals()
    try:
        run()
    except processes.StopRequested:
        say("\nПортал остановлен.")
        return 0
    except SetupError as error:
        say(f"\n{error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
