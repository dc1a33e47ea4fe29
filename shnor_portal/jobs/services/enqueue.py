"""A job is a row first: written with the change that needs it, sent later by the relay."""

from typing import Any

from django.db import IntegrityError, transaction

from shnor_portal.accounts.models import User
from shnor_portal.jobs.models import Job


def enqueue(
    *,
    kind: str,
    title: str,
    municipality_id: int,
    by: User | None,
    arguments: dict[str, Any] | None = None,
    unique_key: str | None = None,
) -> Job:
    """Queue a piece of work; an unfinished job of the same `unique_key` is given back instead of a second one."""
    try:
        with transaction.atomic():
            return Job.objects.create(
                kind=kind,
                title=title[:200],
                municipality_id=municipality_id,
                requested_by=by,
                arguments=arguments or {},
                unique_key=unique_key,
            )
    except IntegrityError:
        existing = Job.objects.filter(unique_key=unique_key).first() if unique_key else None
        if existing is None:
            raise
        return existing
