"""What the preview shows: the account of the file, tabs, and figures before and after."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest

from shnor_portal.common.numbers import plural
from shnor_portal.common.paging import page_of
from shnor_portal.common.ui import KeyNumber, Tab
from shnor_portal.imports.enums import Change
from shnor_portal.imports.filters import IssueFilter, ItemFilter
from shnor_portal.imports.models import ImportBatch, ImportItem

ISSUES = "issues"
TAB_TITLES = {Change.NEW: "Новые", Change.CHANGED: "Изменятся", Change.SAME: "Без изменений"}


def preview_context(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    """One tab of the preview with its filter and page."""
    tab = current_tab(request, batch)
    counts = batch.counts
    context: dict[str, Any] = {
        "tab": tab,
        "tabs": tabs_of(batch, tab),
        "numbers": numbers_of(counts),
        "skip_reasons": sorted(counts.get("skip_reasons", {}).items(), key=lambda pair: -pair[1]),
        "codes": sorted(counts.get("problems", {}).items(), key=lambda pair: -pair[1]),
        "can_apply": sum(counts["items"].values()) > 0,
    }
    if tab == ISSUES:
        found = IssueFilter(request.GET, batch.issues.all())
        return context | {"filter": found, "page": page_of(request, found.qs)}
    items = batch.items.filter(change=tab)
    chosen = ItemFilter(request.GET, items, with_change=False)
    page = page_of(request, chosen.qs)
    return context | {"filter": chosen, "page": page, "rows": [(item, list(figures_of(item))) for item in page]}


def current_tab(request: HttpRequest, batch: ImportBatch) -> str:
    """The asked tab, else the first that has anything to decide."""
    asked = request.GET.get("tab", "")
    if asked in Change.values or asked == ISSUES:
        return asked
    if batch.counts["errors"]:
        return ISSUES
    items = batch.counts["items"]
    return next((change for change in (Change.CHANGED, Change.NEW) if items[change]), Change.SAME).value


def tabs_of(batch: ImportBatch, tab: str) -> list[Tab]:
    items = batch.counts["items"]
    changes = [
        Tab(title, f"?tab={change.value}", tab == change.value, items[change]) for change, title in TAB_TITLES.items()
    ]
    issues = sum(batch.counts["problems"].values())
    return [*changes, Tab("Замечания", f"?tab={ISSUES}", tab == ISSUES, issues)]


def numbers_of(counts: dict[str, Any]) -> list[KeyNumber]:
    """Rows by fate: the last three add up to the first."""
    seen, taken, skipped, refused = (counts[name] for name in ("seen", "taken", "skipped", "refused"))
    return [
        KeyNumber(str(seen), plural(seen, "строка в файле", "строки в файле", "строк в файле")),
        KeyNumber(str(taken), "принято"),
        KeyNumber(str(skipped), "пропущено", "заголовки, итоги, пустые"),
        KeyNumber(str(refused), "не принято", "с ошибками"),
    ]


def figures_of(item: ImportItem) -> Iterator[tuple[str, str, str]]:
    """(name, before, after) in print order; equal figures of a changed item are left out."""
    for name, after in item.after.items():
        before = item.before.get(name, "")
        if item.change != Change.CHANGED or before != after:
            yield name, before, after
    for name, before in item.before.items():
        if name not in item.after:
            yield name, before, ""
