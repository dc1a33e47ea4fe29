"""Running one job: claim the row, call its function, write how it ended."""

from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone

from shnor_portal.common.refusals import Refusal
from shnor_portal.jobs.handle import JobCancelled, JobHandle, JobTaken
from shnor_portal.jobs.models import Job, JobState
from shnor_portal.jobs.pulse import pulse
from shnor_portal.jobs.registry import kind_named
from shnor_portal.jobs.signals import job_finished

log = structlog.get_logger(__name__)
CLAIMABLE = (JobState.QUEUED, JobState.SENT)


def run_job(job_id: UUID) -> None:
    """Run a job unless it is finished or another worker holds it. Never raises: the row tells how it ended."""
    job = claim(job_id)
    if job is None:
        return
    handle = JobHandle(job)
    try:
        with pulse(handle):
            result = kind_named(job.kind).run(handle, **job.arguments)
    except JobTaken:
        log.warning("job taken by another worker", job_id=str(job_id), kind=job.kind)
    except JobCancelled:
        finish(job, state=JobState.CANCELLED)
    except Refusal as refusal:
        sentence = f"{refusal.message} {refusal.hint}".strip()
        finish(job, state=JobState.FAILED, error_code=refusal.code, error_text=sentence)
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
    """Take the job for this worker, or give None when there is nothing to do.

    A running job is never taken here: only the relay decides that its worker is lost.
    """
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).filter(pk=job_id, state__in=CLAIMABLE).first()
        if job is None:
            return None
        if job.cancel_requested:
            finish(job, state=JobState.CANCELLED)
            return None
        now = timezone.now()
        job.state, job.started_at, job.heartbeat_at = JobState.RUNNING, now, now
        job.attempt += 1
        job.save(update_fields=["state", "started_at", "heartbeat_at", "attempt"])
        return job


def finish(job: Job, **fields: Any) -> None:
    """Write the outcome, free the unique key and tell whoever listens.

    Does nothing when another worker holds the job by now. Work that was asked for again meanwhile goes back
    to the queue instead of ending.
    """
    with transaction.atomic():
        held = Job.objects.select_for_update(of=("self",)).filter(pk=job.pk, attempt=job.attempt).first()
        if held is None or held.is_finished:
            return
        if held.run_again and fields["state"] != JobState.CANCELLED:
            Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, run_again=False, done=0, total=0, message="")
            return
        Job.objects.filter(pk=job.pk).update(finished_at=timezone.now(), unique_key=None, **fields)
        job.refresh_from_db()
        job_finished.send(Job, job=job)
