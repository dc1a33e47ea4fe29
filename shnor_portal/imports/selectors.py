"""Reads of imports that are not one QuerySet."""

from shnor_portal.imports.models import ImportBatch


def same_file_applied(batch: ImportBatch) -> ImportBatch | None:
    """The latest applied batch of the municipality with the same bytes or the same content, if there is one."""
    applied = ImportBatch.objects.applied().filter(municipality_id=batch.municipality_id, target=batch.target)
    by_bytes = applied.filter(sha256=batch.sha256)
    by_content = applied.filter(content_hash=batch.content_hash) if batch.content_hash else applied.none()
    return (by_bytes | by_content).exclude(pk=batch.pk).order_by("-applied_at").first()
