"""Pages: the list of cases and the page of a case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from roadmaps.exporters import case_sheet
from roadmaps.filters.cases import CasePageFilter
from roadmaps.models import SupportCase
from roadmaps.selectors.case_next import next_step
from roadmaps.selectors.case_page import (
    acts_of,
    following_of,
    history_of,
    overview_of,
    results_of,
    roadmap_of,
    talks_of,
    watch_words,
)
from roadmaps.selectors.case_path import path_of
from roadmaps.selectors.cases import case_rows, case_years, listed_cases
from roadmaps.selectors.programme import Programme, programme_of, today_in
from roadmaps.views.case_forms import case_or_404, case_url
from roadmaps.views.years import chosen_year
from shnor_portal.accounts.access import municipality_of, person, requires
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import holders
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.ui import Tab
from shnor_portal.common.xlsx import workbook_response
from shnor_portal.common.years import format_academic_year

TABS = (("", "Обзор"), ("talks", "Встречи и вопросы"), ("results", "Итоги"), ("history", "История"))


@require_GET
@requires(Permission.VIEW_CASES)
def index(request: HttpRequest) -> HttpResponse:
    """Schools of the programme in a school year."""
    user, city = person(request), municipality_of(request)
    years = case_years(user, city)
    year = chosen_year(request, years)
    programme = programme_of(city)
    found = found_cases(request, year, programme)
    page = page_of(request, found.qs)
    can_manage = user.has_perm(Permission.MANAGE_CASES, city)
    context = {
        "filter": found,
        "page": page,
        "rows": case_rows(page, programme, today_in(city)),
        "academic_year": year,
        "academic_years": years,
        "can_manage": can_manage,
        "can_apply": user.has_perm(Permission.APPLY_FOR_SUPPORT),
    }
    return render(request, "roadmaps/cases.html", context)


@require_GET
@requires(Permission.VIEW_CASES)
def export(request: HttpRequest) -> HttpResponse:
    """The cases on the screen as a workbook."""
    user, city = person(request), municipality_of(request)
    year = chosen_year(request, case_years(user, city))
    programme = programme_of(city)
    rows = case_rows(found_cases(request, year, programme).qs, programme, today_in(city))
    name = f"Поддержка школ {format_academic_year(year).replace('/', '-')}.xlsx"
    return workbook_response(name, [case_sheet(rows)])


def found_cases(request: HttpRequest, year: int, programme: Programme) -> CasePageFilter:
    """The cases on the screen, for the page and for the download alike."""
    city = municipality_of(request)
    return CasePageFilter(
        request.GET,
        listed_cases(person(request), city, year),
        coordinators=holders(city.pk, Permission.MANAGE_CASES),
        academic_year=year,
        programme=programme,
        today=today_in(city),
    )


@require_GET
@requires(Permission.VIEW_CASES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a case: its path, what is next, and one of its parts."""
    return case_page(request, case_or_404(request, pk))


def case_page(request: HttpRequest, case: SupportCase, refusal: Refusal | None = None) -> HttpResponse:
    """The page; after an act that was declined it says why and keeps the ways out at hand."""
    user, tab = person(request), tab_of(request)
    events = list(case.events.select_related("by"))
    roadmap = roadmap_of(case, user)
    following = following_of(case) if case.is_closed else None
    context: dict[str, Any] = {
        "case": case,
        "refusal": refusal,
        "roadmap": roadmap,
        "path": path_of(case, events, roadmap, programme_of(case.municipality), today_in(case.municipality)),
        "step": next_step(case, roadmap, user),
        "acts": acts_of(case, user),
        "tabs": [Tab(label, case_url(case.pk, key), key == tab) for key, label in TABS],
        "tab": tab or "overview",
        "following": following,
        "watch": watch_words(case, following),
        "sees_list": case.entry is not None and user.has_perm(Permission.VIEW_RISK_LISTS, case),
        **part_of(case, user, tab, events),
    }
    return render(request, "roadmaps/case.html", context, status=refusal.status if refusal else 200)


def part_of(case: SupportCase, user: User, tab: str, events: list[Any]) -> dict[str, Any]:
    """What the chosen tab shows."""
    if tab == "talks":
        return talks_of(case, user)
    if tab == "results":
        return results_of(case, user)
    if tab == "history":
        return {"events": history_of(events)}
    return overview_of(case, user)


def tab_of(request: HttpRequest) -> str:
    """The chosen tab; an unknown one is the first."""
    asked = request.GET.get("tab", "")
    return asked if asked in dict(TABS) else ""
