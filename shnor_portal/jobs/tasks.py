"""Celery tasks: the label on the parcel."""

from uuid import UUID

from shnor_portal.celery import app
from shnor_portal.jobs.services import jobs_to_send, run_job


@app.task(name="jobs.relay")
def relay() -> None:
    """Hand waiting jobs to the workers."""
    for job_id in jobs_to_send():
        run.delay(str(job_id))


@app.task(name="jobs.run")
def run(job_id: str) -> None:
    """Run one job."""
    run_job(UUID(job_id))
