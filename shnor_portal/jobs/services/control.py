"""What a person may do with a job: ask it to stop, or do it again."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.jobs.models import Job, JobState
from shnor_portal.jobs.registry import kind_named
from shnor_portal.jobs.services.enqueue import enqueue


def cancel_job(*, job_id: UUID, by: User) -> Job:
    """Stop a job: at once while it waits, between two steps while it runs. Refuses a finished one (STATE)."""
    with transaction.atomic():
        job = Job.objects.visible_to(by).select_for_update().get(pk=job_id)
        if job.is_finished:
            raise Refusal("STATE", "Задание уже закончено.", "Отменять нечего.")
        job.cancel_requested = True
        if job.state != JobState.RUNNING:
            job.state, job.finished_at, job.unique_key = JobState.CANCELLED, timezone.now(), None
        job.save()
        record(action="job.cancel", by=by, on=job, municipality_id=job.municipality_id)
        return job


def repeat_job(*, job_id: UUID, by: User) -> Job:
    """Queue the same work again. Refuses an unfinished job and a kind that is not repeatable (STATE)."""
    with transaction.atomic():
        job = Job.objects.visible_to(by).get(pk=job_id)
        if not job.is_finished or not kind_named(job.kind).repeatable:
            raise Refusal(
                "STATE", "Это задание нельзя повторить.", "Дождитесь его окончания или начните действие заново."
            )
        again = enqueue(
            kind=job.kind, title=job.title, municipality_id=job.municipality_id, by=by, arguments=job.arguments
        )
        record(action="job.repeat", by=by, on=again, municipality_id=job.municipality_id, details={"of": str(job.pk)})
        return again
