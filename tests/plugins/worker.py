"""A real Celery worker with its clock, beside the tests, on the test's own PostgreSQL database and Redis."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from scripts import processes
from shnor_portal.celery import app

START_SECONDS = 60.0
JOB_SECONDS = 60.0


def _database_url() -> str:
    """Address of the database this test process works on (pytest-django named it)."""
    place = connection.settings_dict
    return (
        f"postgres://{quote(place['USER'])}:{quote(place['PASSWORD'])}@{place['HOST']}:{place['PORT']}/{place['NAME']}"
    )


def _wait_until_ready(process: processes.subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not app.control.ping(timeout=0.5):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the Celery worker did not start:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="session")
def _worker_process(django_db_setup: None) -> Iterator[Path]:
    """The process, started once; gives the folder of files it shares with the tests."""
    if connection.vendor != "postgresql" or not settings.REDIS_URL:
        pytest.fail("a real worker needs PostgreSQL and Redis: make test STAGE=postgres")
    files = Path(settings.DATA_DIR) / "worker-files"
    log = Path(settings.DATA_DIR) / "worker.log"
    env = {
        **os.environ,
        "DATABASE_URL": _database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "DATA_DIR": str(settings.DATA_DIR),
        "MEDIA_ROOT": str(files),
    }
    command = [sys.executable, "-m", "celery", "-A", "shnor_portal", "worker", "--beat", "--concurrency", "1"]
    schedule = ("--loglevel", "INFO", "--schedule", str(Path(settings.DATA_DIR) / "beat-schedule"))
    with log.open("wb") as output, processes.running([*command, *schedule], env=env, output=output) as process:
        _wait_until_ready(process, log)
        yield files


@pytest.fixture
def real_worker(_worker_process: Path, transactional_db: None, settings) -> Callable[[Callable[[], bool]], None]:
    """Jobs written by this test are done by a real worker. Gives `wait(until)`.

    `until` asks the database; waiting fails the test after a minute, with the end of the worker's log.
    """
    settings.MEDIA_ROOT = _worker_process

    def wait(until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + JOB_SECONDS
        while not until():
            if time.monotonic() > deadline:
                pytest.fail((_worker_process.parent / "worker.log").read_text(errors="replace")[-3000:])
            time.sleep(0.1)

    return wait
