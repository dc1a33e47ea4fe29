"""Finished jobs hold nothing."""

from collections.abc import Iterator

from shnor_portal.common.integrity import Finding, integrity_check
from shnor_portal.jobs.models import FINISHED_STATES, Job


@integrity_check("jobs.finished", "Законченные задания не держат место в очереди")
def finished() -> Iterator[Finding]:
    """A key that a finished job holds would block the same work for ever."""
    held = Job.objects.filter(state__in=FINISHED_STATES, unique_key__isnull=False)
    for pk in held.values_list("pk", flat=True):
        yield Finding(f"jobs.Job {pk}", "задание закончено, а ключ не освобождён")
