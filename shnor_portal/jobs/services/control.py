"""What a person may do with a job: ask it to stop, or do it again."""

from uuid import UUID

from django.db import transaction

from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.jobs.models import Job, JobState
from shnor_portal.jobs.registry import find_kind
from shnor_portal.jobs.services.enqueue import enqueue
from shnor_portal.jobs.services.run import finish


def cancel_job(*, job_id: UUID, by: User) -> Job:
    """Stop a job: at once while it waits, between two steps while it runs.

    Raises Refusal STATE for a finished one, NOT_YOURS for another's work without the right to it.
    """
    with transaction.atomic():
        job = Job.objects.visible_to(by).select_for_update(of=("self",)).get(pk=job_id)
        if job.is_finished:
            raise Refusal("STATE", "Задание уже закончено.", "Отменять нечего.")
        require_right(job, by)
        Job.objects.filter(pk=job.pk).update(cancel_requested=True)
        record(action="job.cancel", by=by, on=job, municipality_id=job.municipality_id)
        if job.state != JobState.RUNNING:
            finish(job, state=JobState.CANCELLED)
        job.refresh_from_db()
        return job


def repeat_job(*, job_id: UUID, by: User) -> Job:
    """Queue the same work again; asked twice at once, it is queued once.

    Raises Refusal STATE for an unfinished job and a kind that is not repeatable, NOT_YOURS as `cancel_job` does.
    """
    with transaction.atomic():
        job = Job.objects.visible_to(by).get(pk=job_id)
        kind = find_kind(job.kind)
        if not job.is_finished or kind is None or not kind.repeatable:
            raise Refusal(
                "STATE", "Это задание нельзя повторить.", "Дождитесь его окончания или начните действие заново."
            )
        require_right(job, by)
        again = enqueue(
            kind=job.kind,
            title=job.title,
            municipality_id=job.municipality_id,
            by=by,
            arguments=job.arguments,
            unique_key=f"repeat:{job.pk}",
        )
        record(action="job.repeat", by=by, on=again, municipality_id=job.municipality_id, details={"of": str(job.pk)})
        return again


def require_right(job: Job, by: User) -> None:
    """One's own jobs, and those of a kind whose permission one holds in the municipality."""
    kind = find_kind(job.kind)
    if job.requested_by_id == by.pk:
        return
    if kind is None or kind.permission is None or not by.has_perm(kind.permission, job):
        raise Refusal(
            "NOT_YOURS",
            "Это задание поставил другой человек.",
            "Попросите его или того, кто ведёт эту работу.",
            status=403,
        )
