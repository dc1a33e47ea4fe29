"""What a running job holds in its hand: progress, and the question whether to stop."""

from uuid import UUID

from django.utils import timezone

from shnor_portal.accounts.models import User
from shnor_portal.jobs.models import Job


class JobCancelled(Exception):
    """A person asked to stop; raised between two steps, so that the step's transaction is whole."""


class JobHandle:
    """Progress is written outside the job's own work, so call it between transactions, never inside one."""

    def __init__(self, job: Job) -> None:
        self.job_id: UUID = job.pk
        self.municipality_id: int = job.municipality_id
        self.requested_by: User | None = job.requested_by

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Say how far the work is. Raises JobCancelled when a person has asked to stop."""
        Job.objects.filter(pk=self.job_id).update(
            done=done, total=total, message=message[:300], heartbeat_at=timezone.now()
        )
        self.check_cancelled()

    def check_cancelled(self) -> None:
        if Job.objects.filter(pk=self.job_id, cancel_requested=True).exists():
            raise JobCancelled
