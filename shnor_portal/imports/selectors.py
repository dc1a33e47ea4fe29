"""Reads of imports that are not one QuerySet."""

from shnor_portal.imports.models import ImportBatch
from shnor_portal.jobs.models import Job, JobState

JOB_KINDS = ("imports.check", "imports.apply")


def same_file_applied(batch: ImportBatch) -> ImportBatch | None:
    """The latest applied batch of the municipality with the same bytes or the same content, if there is one."""
    applied = ImportBatch.objects.applied().filter(municipality_id=batch.municipality_id, target=batch.target)
    by_bytes = applied.filter(sha256=batch.sha256)
    by_content = applied.filter(content_hash=batch.content_hash) if batch.content_hash else applied.none()
    return (by_bytes | by_content).exclude(pk=batch.pk).order_by("-applied_at").first()


def running_job(batch: ImportBatch) -> Job | None:
    """The check or application of the batch that has not ended yet."""
    return Job.objects.filter(unique_key__in=[f"{kind}:{batch.public_id}" for kind in JOB_KINDS]).first()


def failed_job(batch: ImportBatch) -> Job | None:
    """The latest job of the batch, when it ended without success."""
    rows = Job.objects.filter(
        municipality_id=batch.municipality_id, kind__in=JOB_KINDS, arguments__batch_id=str(batch.public_id)
    )
    latest = rows.order_by("-created_at").first()
    return latest if latest is not None and latest.state == JobState.FAILED else None
