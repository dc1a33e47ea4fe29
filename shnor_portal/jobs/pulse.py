"""Signs of life from a worker that is deep in one long step."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import DatabaseError, connection

from shnor_portal.jobs.handle import JobHandle, JobTaken

log = structlog.get_logger(__name__)
BEAT_SECONDS = 10.0


@contextmanager
def pulse(handle: JobHandle, seconds: float = BEAT_SECONDS) -> Iterator[None]:
    """Beat every `seconds` from a thread of its own, while the body works in one transaction or one library call.

    A beat that the database refuses is dropped: on SQLite the job's own transaction holds the only pen, and the
    relay, which would take the job away, waits for the same one.
    """
    stop = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(handle, stop, seconds), name="job-pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=1)


def _beat_until(handle: JobHandle, stop: threading.Event, seconds: float) -> None:
    while not stop.wait(seconds):
        try:
            handle.beat()
        except JobTaken:
            return
        except DatabaseError:
            log.warning("heartbeat not written", job_id=str(handle.job_id))
        finally:
            connection.close()
