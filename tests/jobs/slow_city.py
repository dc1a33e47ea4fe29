"""A city of its own in another process: `python -m tests.jobs.slow_city queue` or `… worker`.

Its one kind of job writes down each start, sleeps through the first and ends the second at once.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

import django

STARTS = Path(os.environ["DATA_DIR"]) / "starts"


def slow(handle: Any) -> dict[str, Any]:
    with STARTS.open("a", encoding="ascii") as file:
        file.write(f"{handle.attempt}\n")
    if handle.attempt == 1:
        time.sleep(300)
    return {"attempt": handle.attempt}


def queue_one() -> None:
    """Prepare the database and queue the job."""
    from django.core.management import call_command  # noqa: PLC0415 settings come first

    from shnor_portal.jobs.services import enqueue  # noqa: PLC0415
    from tests.factories import MunicipalityFactory  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    city: Any = MunicipalityFactory(code="gorod")
    enqueue(kind="slow", title="Долгая работа", municipality_id=city.pk, by=None)


def main(act: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "shnor_portal.settings"
    django.setup()
    from shnor_portal.celery import app  # noqa: PLC0415
    from shnor_portal.jobs.registry import job_kind  # noqa: PLC0415

    job_kind("slow", title="Долгая работа")(slow)
    if act == "queue":
        queue_one()
    else:
        schedule = str(STARTS.with_name("beat"))
        app.worker_main(["worker", "--beat", "--concurrency", "1", "--loglevel", "WARNING", "--schedule", schedule])


if __name__ == "__main__":
    main(sys.argv[1])
