"""`kill -9` of the worker in the middle of a job, on both transports: the next worker does it, and once."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.worker
PATIENCE = 90.0


def environment(folder: Path, transport: str) -> dict[str, str]:
    own = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    redis = settings.REDIS_URL.rsplit("/", 1)[0] + "/15" if transport == "redis" else ""
    return {**own, "DATA_DIR": str(folder), "REDIS_URL": redis, "LOG_LEVEL": "ERROR"}


@contextmanager
def worker(env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The worker with its clock, in a process group of its own, killed without warning on the way out."""
    command = [sys.executable, "-m", "tests.jobs.slow_city", "worker"]
    log = Path(env["DATA_DIR"]) / "worker.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=env, stdout=output, stderr=output, start_new_session=True
        )
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "portal.sqlite3", timeout=30) as database:
        return database.execute(statement).fetchall()


def wait_until(done: Callable[[], bool], folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > deadline:
            pytest.fail((folder / "worker.log").read_text(errors="replace")[-3000:])
        time.sleep(0.2)


@pytest.mark.parametrize("transport", ["folder", "redis"])
def test_job_outlives_its_worker(tmp_path, transport):
    env = environment(tmp_path, transport)
    queue = [sys.executable, "-m", "tests.jobs.slow_city", "queue"]
    subprocess.run(queue, cwd=settings.BASE_DIR, env=env, check=True, capture_output=True, timeout=120)
    starts = tmp_path / "starts"
    with worker(env):
        wait_until(starts.exists, tmp_path)
    assert rows(tmp_path, "SELECT state, attempt FROM jobs_job") == [("running", 1)]

    # Two minutes of silence, without sitting them out.
    rows(tmp_path, "UPDATE jobs_job SET heartbeat_at = datetime(heartbeat_at, '-3 minutes')")
    with worker(env):
        wait_until(lambda: rows(tmp_path, "SELECT state FROM jobs_job") == [("succeeded",)], tmp_path)
    assert rows(tmp_path, "SELECT attempt, losses, result FROM jobs_job") == [(2, 1, '{"attempt": 2}')]
    assert starts.read_text(encoding="ascii").split() == ["1", "2"]
