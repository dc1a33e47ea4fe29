"""Files of imports are what was uploaded."""

from collections.abc import Iterator

from shnor_portal.common.integrity import Finding, integrity_check
from shnor_portal.common.stored_files import compare_file
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch


@integrity_check("imports.files", "Загруженные файлы на месте и не изменены")
def files() -> Iterator[Finding]:
    """Every file kept, byte by byte. An exam protocol is never kept."""
    for batch in ImportBatch.objects.exclude(file="").only("file", "sha256").iterator(chunk_size=500):
        yield from compare_file(f"imports.ImportBatch {batch.pk}", batch.file, batch.sha256)


@integrity_check("imports.dates", "У применённой загрузки есть время применения, у отменённой — время отмены")
def dates() -> Iterator[Finding]:
    """A state and its moment go together."""
    for state, field in ((BatchState.APPLIED, "applied_at"), (BatchState.UNDONE, "undone_at")):
        for pk in ImportBatch.objects.filter(state=state, **{f"{field}__isnull": True}).values_list("pk", flat=True):
            yield Finding(f"imports.ImportBatch {pk}", f"состояние «{state.label}», а {field} пусто")
