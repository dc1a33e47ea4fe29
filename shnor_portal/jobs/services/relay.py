"""Choosing what to hand to the workers: new jobs, and those that no worker took or finished."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from shnor_portal.jobs.models import Job, JobState

RESEND_AFTER = timedelta(seconds=60)
SILENT_AFTER = timedelta(minutes=10)
BATCH = 100


def jobs_to_send() -> list[UUID]:
    """Mark jobs as sent and give their keys.

    A job is sent when it is new, when it was sent a minute ago and nobody started it, or when it runs but
    has shown no sign of life for ten minutes (its worker was killed). Running a job twice is harmless.
    """
    now = timezone.now()
    with transaction.atomic():
        due = (
            Job.objects.select_for_update(skip_locked=True)
            .filter(
                Q(state=JobState.QUEUED)
                | Q(state=JobState.SENT, sent_at__lt=now - RESEND_AFTER)
                | Q(state=JobState.RUNNING, heartbeat_at__lt=now - SILENT_AFTER)
            )
            .order_by("created_at")[:BATCH]
        )
        keys = [job.pk for job in due]
        Job.objects.filter(pk__in=keys).update(state=JobState.SENT, sent_at=now)
    return keys
