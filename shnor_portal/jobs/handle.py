"""What a running job holds in its hand: progress, and the question whether to stop."""

from uuid import UUID

from django.utils import timezone

from shnor_portal.accounts.models import User
from shnor_portal.jobs.models import Job


class JobCancelled(Exception):
    """A person asked to stop; raised between two steps, so that the step's transaction is whole."""


class JobTaken(Exception):
    """The job was given to another worker, because this one had been silent; what it does no longer counts."""


class JobHandle:
    """Progress is written outside the job's own work, so call it between transactions, never inside one."""

    def __init__(self, job: Job) -> None:
        self.job_id: UUID = job.pk
        self.municipality_id: int = job.municipality_id
        self.requested_by: User | None = job.requested_by
        self.attempt: int = job.attempt

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Say how far the work is. Raises JobCancelled when a person has asked to stop, JobTaken for a lost job."""
        self._write(done=done, total=total, message=message[:300], heartbeat_at=timezone.now())
        self.check_cancelled()

    def beat(self) -> None:
        """A sign of life in the middle of a long step. Raises JobTaken."""
        self._write(heartbeat_at=timezone.now())

    def check_cancelled(self) -> None:
        if Job.objects.filter(pk=self.job_id, cancel_requested=True).exists():
            raise JobCancelled

    def _write(self, **fields: object) -> None:
        if not Job.objects.filter(pk=self.job_id, attempt=self.attempt).update(**fields):
            raise JobTaken
