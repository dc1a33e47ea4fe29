"""A job is a row first: written with the change that needs it, sent later by the relay."""

from typing import Any

from django.db import IntegrityError, transaction

from shnor_portal.accounts.models import User
from shnor_portal.jobs.models import Job, JobState

TRIES = 3


def enqueue(
    *,
    kind: str,
    title: str,
    municipality_id: int,
    by: User | None,
    arguments: dict[str, Any] | None = None,
    unique_key: str | None = None,
) -> Job:
    """Queue a piece of work; an unfinished job of the same `unique_key` is given back instead of a second one.

    The job given back stays locked until the caller's transaction ends, so that it cannot begin before the
    caller's change is visible; one that is running already is marked to run once more.
    """
    fields = {
        "kind": kind,
        "title": title[:200],
        "municipality_id": municipality_id,
        "requested_by": by,
        "arguments": arguments or {},
        "unique_key": unique_key,
    }
    with transaction.atomic():
        for _ in range(TRIES):
            job = unfinished(unique_key) or insert(fields)
            if job is not None:
                return job
    raise RuntimeError(f"jobs of the key {unique_key} come and go too fast")


def unfinished(unique_key: str | None) -> Job | None:
    """The job of this key that waits or runs, locked."""
    if unique_key is None:
        return None
    job = Job.objects.select_for_update(of=("self",)).filter(unique_key=unique_key).first()
    if job is not None and job.state == JobState.RUNNING and not job.run_again:
        job.run_again = True
        job.save(update_fields=["run_again"])
    return job


def insert(fields: dict[str, Any]) -> Job | None:
    """A new job, or None when another request has just queued the same work."""
    try:
        with transaction.atomic():
            return Job.objects.create(**fields)
    except IntegrityError:
        if fields["unique_key"] is None:
            raise
        return None
