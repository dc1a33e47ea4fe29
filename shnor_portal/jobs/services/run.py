"""Running one job: claim the row, call its function, write how it ended."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone

from shnor_portal.common.refusals import Refusal
from shnor_portal.jobs.handle import JobCancelled, JobHandle
from shnor_portal.jobs.models import Job, JobState
from shnor_portal.jobs.registry import kind_named
from shnor_portal.jobs.signals import job_finished

log = structlog.get_logger(__name__)
ALIVE_WITHIN = timedelta(minutes=10)


def run_job(job_id: UUID) -> None:
    """Run a job unless it is finished or another worker holds it. Never raises: the row tells how it ended."""
    job = claim(job_id)
    if job is None:
        return
    try:
        result = kind_named(job.kind).run(JobHandle(job), **job.arguments)
    except JobCancelled:
        finish(job, state=JobState.CANCELLED)
    except Refusal as refusal:
        finish(job, state=JobState.FAILED, error_code=refusal.code, error_text=f"{refusal.message} {refusal.hint}")
    except Exception:
        log.exception("job failed", job_id=str(job_id), kind=job.kind)
        finish(
            job,
            state=JobState.FAILED,
            error_code="INTERNAL",
            error_text="Внутренняя ошибка портала. Повторите задание; если не поможет, сообщите администратору.",
        )
    else:
        finish(job, state=JobState.SUCCEEDED, result=result)


def claim(job_id: UUID) -> Job | None:
    """Take the job for this worker, or give None when there is nothing to do."""
    now = timezone.now()
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None or job.is_finished:
            return None
        if job.state == JobState.RUNNING and job.heartbeat_at and job.heartbeat_at > now - ALIVE_WITHIN:
            return None
        if job.cancel_requested:
            job.state, job.finished_at, job.unique_key = JobState.CANCELLED, now, None
            job.save()
            return None
        job.state, job.started_at, job.heartbeat_at = JobState.RUNNING, now, now
        job.attempt += 1
        job.save()
        return job


def finish(job: Job, **fields: Any) -> None:
    """Write the outcome, free the unique key and tell whoever listens."""
    with transaction.atomic():
        Job.objects.filter(pk=job.pk).update(finished_at=timezone.now(), unique_key=None, **fields)
        job.refresh_from_db()
        job_finished.send(Job, job=job)
