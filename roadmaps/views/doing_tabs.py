"""Tabs of the pages about carrying plans out: those the person may open."""

from django.http import HttpRequest
from django.urls import reverse

from shnor_portal.accounts.access import person
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.ui import Tab

PAGES = (
    ("my_measures", "Мои мероприятия", Permission.REPORT_PROGRESS),
    ("measures", "Все мероприятия", Permission.VIEW_ROADMAPS),
    ("evidence_queue", "Подтверждения на проверке", Permission.CHECK_EVIDENCE),
    ("reviews", "Экспертиза месяца", Permission.CONDUCT_REVIEWS),
    ("regularity", "Регулярность", Permission.VIEW_CASES),
    ("doses", "Журнал поддержки", Permission.VIEW_CASES),
)


def doing_tabs(request: HttpRequest) -> list[Tab]:
    """One tab a page; the year of the address goes along."""
    year = request.GET.get("year", "")
    query = f"?year={year}" if year.isascii() and year.isdigit() else ""
    return [
        Tab(label, reverse(f"roadmaps:{name}") + query, active=request.path == reverse(f"roadmaps:{name}"))
        for name, label, permission in PAGES
        if person(request).has_perm(permission)
    ]
