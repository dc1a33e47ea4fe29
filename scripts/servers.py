"""Throw-away PostgreSQL and Redis for one run of the checks: free loopback ports, data in a folder that goes away."""

import contextlib
import glob
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from scripts import processes
from scripts.console import SetupError

HOST = "127.0.0.1"
START_SECONDS = 40.0
POSTGRES_USER = "postgres"
"""PostgreSQL refuses to run as root; Debian's package brings this account."""
FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@dataclass(frozen=True)
class Servers:
    """Addresses of the two servers, as settings read them."""

    database_url: str
    redis_url: str


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def postgres_program(name: str) -> str:
    """Path of a PostgreSQL program, the newest version of the machine. Raises `SetupError` when there is none."""
    installed = glob.glob(f"/usr/lib/postgresql/*/bin/{name}")
    newest = max(installed, key=lambda path: int(Path(path).parts[-3]), default=shutil.which(name))
    if newest is None:
        raise SetupError("Нет PostgreSQL: установите пакет postgresql")
    return newest


def _as_postgres(command: Sequence[str]) -> list[str]:
    """The command as an unprivileged account when we are root; `setpriv` keeps it tied to our life."""
    if os.geteuid() != 0:
        return list(command)
    switch = ("setpriv", "--reuid", POSTGRES_USER, "--regid", POSTGRES_USER, "--init-groups", "--pdeathsig", "INT")
    return [*switch, *command]


def _wait(name: str, is_ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise SetupError(f"{name} не запустился:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)


@contextlib.contextmanager
def _server(name: str, command: Sequence[str], folder: Path, is_ready: Callable[[], bool]) -> Iterator[None]:
    """One server for the length of a `with` block. SIGINT is PostgreSQL's «fast» and Redis's ordinary stop."""
    log_path = folder / f"{name}.log"
    log: IO[bytes]
    with log_path.open("wb") as log:
        process = processes.start(command, cwd=folder, output=log)
        try:
            _wait(name, is_ready, process, log_path)
            yield
        finally:
            processes.stop(process, ask=processes.signal.SIGINT)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def _make_cluster(folder: Path, password: str) -> Path:
    """A new PostgreSQL data folder, owned by the account that will run it. Returns it."""
    home, data = folder / "postgres", folder / "postgres" / "data"
    home.mkdir()
    secret = home / "password"
    secret.write_text(password, encoding="ascii")
    if os.geteuid() == 0:
        account = pwd.getpwnam(POSTGRES_USER)
        folder.chmod(0o711)  # the account passes through, and lists nothing
        for path in (home, secret):
            os.chown(path, account.pw_uid, account.pw_gid)
    options = ("--username", POSTGRES_USER, "--pwfile", str(secret), "--auth", "scram-sha-256", "--no-sync")
    locale = ("--encoding", "UTF8", "--locale", "C.UTF-8")
    command = [postgres_program("initdb"), "--pgdata", str(data), *options, *locale]
    made = subprocess.run(_as_postgres(command), cwd=home, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise SetupError(f"initdb не удался:\n{made.stdout[-1000:]}{made.stderr[-1000:]}")
    return data


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """PostgreSQL for the length of a `with` block; gives its `DATABASE_URL` with a one-time password."""
    password, port = secrets.token_urlsafe(16), free_port()
    data = _make_cluster(folder, password)
    settings = [f"port={port}", f"listen_addresses={HOST}", f"unix_socket_directories={data.parent}"]
    options = [part for setting in (*settings, *FAST_AND_FORGETFUL) for part in ("-c", setting)]
    command = _as_postgres([postgres_program("postgres"), "-D", str(data), *options])
    probe = [postgres_program("pg_isready"), "-q", "-h", HOST, "-p", str(port)]
    with _server("postgres", command, folder, lambda: subprocess.run(probe, check=False).returncode == 0):
        yield f"postgres://{POSTGRES_USER}:{password}@{HOST}:{port}/postgres"


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Redis for the length of a `with` block, nothing kept on disk; gives its address without a database number."""
    port = free_port()
    settings = ("--bind", HOST, "--port", str(port), "--save", "", "--appendonly", "no", "--dir", str(folder))
    with _server("redis", ["redis-server", *settings], folder, lambda: _listens(port)):
        yield f"redis://{HOST}:{port}"


@contextlib.contextmanager
def both() -> Iterator[Servers]:
    """Both servers for the length of a `with` block; their folder is removed on the way out."""
    with tempfile.TemporaryDirectory(prefix="shnor-servers-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with postgres(folder) as database_url, redis(folder) as redis_url:
            yield Servers(database_url, f"{redis_url}/0")
