"""Choosing what to hand to the workers: new jobs, and those that no worker took or finished."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Q
from django.utils import timezone

from shnor_portal.jobs.models import Job, JobQuerySet, JobState
from shnor_portal.jobs.services.run import finish

RESEND_AFTER = timedelta(seconds=60)
RESEND_AT_LATEST = timedelta(minutes=15)
SILENT_AFTER = timedelta(minutes=2)
MOST_LOSSES = 3
BATCH = 100


def jobs_to_send() -> list[UUID]:
    """Mark jobs as sent and give their keys.

    A job is sent when it is new; when it was sent and nobody started it, first after a minute, then after as long
    as it has already waited, so that a long queue does not fill the broker with repeats; and when it runs but has
    been silent for two minutes (a living worker beats every ten seconds). Running a job twice is harmless. A job
    that has cost three workers their life is not given to a fourth.
    """
    now = timezone.now()
    with transaction.atomic():
        jobs = list(due(now).select_for_update(skip_locked=True, of=("self",)).order_by("created_at")[:BATCH])
        for job in jobs:
            if job.state == JobState.RUNNING:
                job.losses += 1
        hopeless = [job for job in jobs if job.losses >= MOST_LOSSES]
        for job in hopeless:
            give_up(job)
        sent = [job for job in jobs if job.losses < MOST_LOSSES]
        for job in sent:
            job.state, job.sent_at = JobState.SENT, now
        Job.objects.bulk_update(sent, ["state", "sent_at", "losses"])
    return [job.pk for job in sent]


def due(now: datetime) -> JobQuerySet:
    """Jobs to be sent at this moment."""
    waited = ExpressionWrapper(F("sent_at") - F("created_at"), output_field=DurationField())
    patience_ends = ExpressionWrapper(F("sent_at") + waited, output_field=DateTimeField())
    not_taken = Q(state=JobState.SENT, sent_at__lt=now - RESEND_AFTER)
    patient_enough = Q(patience_ends__lt=now) | Q(sent_at__lt=now - RESEND_AT_LATEST)
    silent = Q(state=JobState.RUNNING, heartbeat_at__lt=now - SILENT_AFTER)
    return Job.objects.annotate(patience_ends=patience_ends).filter(
        Q(state=JobState.QUEUED) | (not_taken & patient_enough) | silent
    )


def give_up(job: Job) -> None:
    """End a job that kills its workers."""
    finish(
        job,
        state=JobState.FAILED,
        losses=job.losses,
        error_code="WORKER_LOST",
        error_text="Исполнитель трижды остановился на этом задании. Скорее всего, ему не хватило памяти. "
        "Сообщите администратору портала номер задания.",
    )
