"""Files of the road are what was rendered or accepted, byte by byte."""

from collections.abc import Iterator

from roadmaps.models import Evidence, Paper
from shnor_portal.common.integrity import Finding, integrity_check
from shnor_portal.common.stored_files import compare_file


@integrity_check("roadmaps.papers", "Файлы документов поддержки на месте и не изменены")
def papers() -> Iterator[Finding]:
    """Every rendered paper."""
    for row in Paper.objects.only("file", "sha256").iterator(chunk_size=500):
        yield from compare_file(f"roadmaps.Paper {row.pk}", row.file, row.sha256)


@integrity_check("roadmaps.evidence", "Файлы подтверждений на месте и не изменены")
def evidence() -> Iterator[Finding]:
    """Every file that a person attached; a link has none."""
    for row in Evidence.objects.exclude(file="").only("file", "sha256").iterator(chunk_size=500):
        yield from compare_file(f"roadmaps.Evidence {row.pk}", row.file, row.sha256)
