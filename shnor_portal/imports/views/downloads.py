"""Downloads: complaints and preview as workbooks, and the file as it came."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from shnor_portal.accounts.access import check_permission, person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.downloads import attachment, opened
from shnor_portal.common.xlsx import Sheet, workbook_response
from shnor_portal.imports.enums import IssueSeverity
from shnor_portal.imports.filters import ItemFilter
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.services.extracts import problems_beyond_listed
from shnor_portal.imports.views.pages import batch_or_404
from shnor_portal.imports.views.preview import figures_of

ISSUE_COLUMNS = ("Вес", "Код", "Лист", "Строка", "Столбец", "Что не так", "Как исправить")
ITEM_COLUMNS = ("Изменение", "Школа", "Что", "Лист", "Строка с", "Строка по", "Показатель", "Было", "Станет")


@require_GET
@requires(Permission.VIEW_IMPORTS)
def issues(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every complaint, also those the page has no room for, and how many there are of each code."""
    batch = batch_or_404(request, pk)
    listed = [
        [issue.get_severity_display(), issue.code, issue.sheet, issue.row, issue.column, issue.message, issue.hint]
        for issue in batch.issues.all()
    ]
    listed += [
        [IssueSeverity(p.severity.value).label, p.code, p.sheet, p.row, p.column, p.message, p.hint]
        for p in problems_beyond_listed(batch)
    ]
    totals = list(batch.counts.get("problems", {}).items())
    sheets = [Sheet("Замечания", ISSUE_COLUMNS, listed), Sheet("Всего по кодам", ("Код", "Замечаний"), totals)]
    return workbook_response(f"Замечания — {stem(batch)}.xlsx", sheets)


@require_GET
@requires(Permission.VIEW_IMPORTS)
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The preview as filtered on the page, a row per figure."""
    batch = batch_or_404(request, pk)
    found = ItemFilter(request.GET, batch.items.all())
    rows = [
        [
            item.get_change_display(),
            item.school_label,
            item.subject_label,
            item.sheet,
            item.row_from,
            item.row_to,
            *figure,
        ]
        for item in found.qs
        for figure in figures_of(item)
    ]
    return workbook_response(f"Что изменится — {stem(batch)}.xlsx", [Sheet("Что изменится", ITEM_COLUMNS, rows)])


@require_GET
@requires(Permission.IMPORT_DATA)
def original(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file as it came: always an attachment, never shown by the browser."""
    batch = batch_or_404(request, pk)
    check_permission(person(request), Permission.IMPORT_DATA, batch)
    if not batch.file:
        raise Http404
    return attachment(opened(batch.file), filename=batch.original_name, content_type="application/octet-stream")


def stem(batch: ImportBatch) -> str:
    """The file's name without its ending."""
    return batch.original_name.rsplit(".", 1)[0]
