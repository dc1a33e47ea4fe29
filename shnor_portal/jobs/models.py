"""Background jobs: a row written with the change that needs it, so that a committed change always leads to its job."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


class JobState(models.TextChoices):
    """Life of a job. `queued` rows are sent by the relay; `sent` ones are sent again when no worker took them."""

    QUEUED = "queued", "в очереди"
    SENT = "sent", "передано исполнителю"
    RUNNING = "running", "выполняется"
    SUCCEEDED = "succeeded", "выполнено"
    FAILED = "failed", "не выполнено"
    CANCELLED = "cancelled", "отменено"


STATE_TONES = {
    JobState.QUEUED: "neutral",
    JobState.SENT: "neutral",
    JobState.RUNNING: "info",
    JobState.SUCCEEDED: "good",
    JobState.FAILED: "bad",
    JobState.CANCELLED: "neutral",
}
FINISHED_STATES = frozenset({JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED})


class JobQuerySet(OwnedQuerySet["Job"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_JOBS


class Job(OwnedModel):
    """One piece of work for a worker.

    `kind` names a function registered with `@job_kind`; `arguments` hold ids only. `unique_key` is set
    while the job is unfinished, so that the same work is not queued twice; work asked for again while it
    runs has `run_again` set and is done once more, because the first run may have read the data before the
    change. `attempt` counts claims and fences off a worker that was taken for dead; `losses` counts workers
    that fell silent with the job in their hands.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("вид", max_length=64)
    title = models.CharField("название", max_length=200)
    arguments = models.JSONField("что сделать", default=dict)
    state = models.CharField("состояние", max_length=16, choices=JobState.choices, default=JobState.QUEUED)
    unique_key = models.CharField(max_length=200, null=True, unique=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="кто поставил"
    )
    done = models.PositiveIntegerField("сделано", default=0)
    total = models.PositiveIntegerField("всего", default=0)
    message = models.CharField("что происходит", max_length=300, blank=True)
    result = models.JSONField("итог", default=dict)
    error_code = models.CharField("код отказа", max_length=64, blank=True)
    error_text = models.TextField("причина", blank=True)
    attempt = models.PositiveSmallIntegerField("попытка", default=0)
    losses = models.PositiveSmallIntegerField("исполнителей потеряно", default=0)
    run_again = models.BooleanField("выполнить ещё раз", default=False)
    cancel_requested = models.BooleanField("просили отменить", default=False)
    created_at = models.DateTimeField("поставлено", default=timezone.now)
    sent_at = models.DateTimeField("передано", null=True)
    started_at = models.DateTimeField("начато", null=True)
    heartbeat_at = models.DateTimeField("последний признак жизни", null=True)
    finished_at = models.DateTimeField("закончено", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "задание"
        verbose_name_plural = "задания"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "sent_at"], name="job_relay"),
            models.Index(fields=["municipality", "-created_at"], name="job_by_municipality"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED_STATES

    @property
    def tone(self) -> str:
        """How the interface shades the state."""
        return STATE_TONES[JobState(self.state)]

    @property
    def percent(self) -> int | None:
        """Whole per cent done, or None while the size of the work is unknown."""
        return self.done * 100 // self.total if self.total else None
