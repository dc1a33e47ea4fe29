"""Orders rest on the sealed list, and their files are what was rendered."""

from collections.abc import Iterator

from django.db.models import F

from reports.enums import OrderState
from reports.models import OrderAppendix, OrderFile
from shnor_portal.common.integrity import Finding, integrity_check
from shnor_portal.common.stored_files import compare_file


@integrity_check("reports.seals", "Приложения зарегистрированных приказов скреплены отпечатком своего перечня")
def seals() -> Iterator[Finding]:
    """An appendix of another list under a registered number would be a forged paper."""
    registered = OrderAppendix.objects.filter(order__state=OrderState.REGISTERED, order__risk_list__isnull=False)
    for pk in registered.exclude(snapshot_sha256=F("order__risk_list__snapshot_sha256")).values_list("pk", flat=True):
        yield Finding(f"reports.OrderAppendix {pk}", "отпечаток приложения не тот, что у перечня")


@integrity_check("reports.files", "Файлы приказов на месте и не изменены")
def files() -> Iterator[Finding]:
    """Every rendered file, byte by byte."""
    for row in OrderFile.objects.only("file", "sha256").iterator(chunk_size=500):
        yield from compare_file(f"reports.OrderFile {row.pk}", row.file, row.sha256)
