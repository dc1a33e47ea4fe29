"""Pages: the city board, its workbook, acts on the chosen schools."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.views.decorators.http import require_GET, require_POST

from roadmaps.documents.board_cells import rag_cell, stop_cell
from roadmaps.exporters_calendar import board_sheet
from roadmaps.filters.board import BoardFilter
from roadmaps.forms.board import BoardActForm
from roadmaps.selectors.board import BoardTotals, board_cases, board_rows, board_totals, late_cases, shown_cases
from roadmaps.selectors.case_path import STOPS
from roadmaps.selectors.cases import case_years
from roadmaps.selectors.programme import Programme, programme_of, today_in
from roadmaps.services.bulk_cases import CasesOutcome, assign_many, remind_many
from roadmaps.views.years import chosen_year
from shnor_portal.accounts.access import municipality_of, person, requires
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import holders
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.xlsx import workbook_response
from shnor_portal.common.years import format_academic_year

DONE = {"assign": "Координатор назначен, школ", "remind": "Напоминание отправлено, школ"}


@require_GET
@requires(Permission.VIEW_CASES)
def index(request: HttpRequest) -> HttpResponse:
    """All schools of the year by stages."""
    user, city = person(request), municipality_of(request)
    years = case_years(user, city)
    desk = desk_of(request, chosen_year(request, years))
    page = page_of(request, desk.found.qs)
    can_act = user.has_perm(Permission.MANAGE_CASES, city)
    context = {
        "filter": desk.found,
        "page": page,
        "rows": [
            (row, format_html_join("", "{}", ((stop_cell(stop),) for stop in row.stops)), rag_cell(row.case.rag))
            for row in board_rows(page, city, desk.programme, desk.today)
        ],
        "heads": [(title, count) for (title, _), count in zip(STOPS, desk.totals.by_stop, strict=True)],
        "numbers": desk.totals.numbers(),
        "total": desk.totals.schools,
        "academic_year": desk.year,
        "academic_years": years,
        "today": desk.today,
        "acts": BoardActForm(coordinators=desk.coordinators) if can_act else None,
    }
    return render(request, "roadmaps/board.html", context)


@require_GET
@requires(Permission.VIEW_CASES)
def export(request: HttpRequest) -> HttpResponse:
    """The schools on the screen, all pages of them."""
    user, city = person(request), municipality_of(request)
    year = chosen_year(request, case_years(user, city))
    desk = desk_of(request, year)
    name = f"Доска {format_academic_year(year)}.xlsx".replace("/", "-")
    return workbook_response(name, [board_sheet(board_rows(desk.found.qs, city, desk.programme, desk.today))])


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page and the workbook share: cases on the screen, counts of the whole year, and what both are by."""

    year: int
    programme: Programme
    today: date
    coordinators: list[User]
    found: BoardFilter
    totals: BoardTotals


def desk_of(request: HttpRequest, year: int) -> Desk:
    """Everything asked once."""
    user, city = person(request), municipality_of(request)
    programme, today = programme_of(city), today_in(city)
    coordinators = holders(city.pk, Permission.MANAGE_CASES)
    cases = board_cases(user, city, year)
    found = BoardFilter(
        request.GET,
        shown_cases(cases),
        coordinators=coordinators,
        academic_year=year,
        programme=programme,
        today=today,
        late_cases=partial(late_cases, user, city, year, today),
    )
    return Desk(year, programme, today, coordinators, found, board_totals(cases, year, programme, today))


@require_POST
@requires(Permission.MANAGE_CASES)
def act(request: HttpRequest) -> HttpResponse:
    """One act with the chosen schools; what was declined is named."""
    user, city = person(request), municipality_of(request)
    form = BoardActForm(request.POST, coordinators=holders(city.pk, Permission.MANAGE_CASES))
    keys = [int(key) for key in request.POST.getlist("case") if key.isascii() and key.isdigit() and len(key) < 19]
    if not form.is_valid() or not keys:
        why = (
            "Отметьте школы."
            if form.is_valid()
            else " ".join(str(error) for row in form.errors.values() for error in row)
        )
        messages.error(request, why)
        return redirect(back_to(request))
    told = form.cleaned_data
    runs: dict[str, Callable[[], CasesOutcome]] = {
        "assign": lambda: assign_many(case_ids=keys, person_id=told["coordinator"], by=user),
        "remind": lambda: remind_many(case_ids=keys, text=told["text"], by=user),
    }
    try:
        say(request, told["act"], runs[told["act"]]())
    except Refusal as refusal:
        messages.error(request, f"{refusal.message} {refusal.hint}")
    return redirect(back_to(request))


def say(request: HttpRequest, name: str, outcome: CasesOutcome) -> None:
    """What became of the schools: a few by name, the rest by number."""
    if outcome.done:
        messages.success(request, f"{DONE[name]}: {len(outcome.done)}.")
    for case, why in outcome.declined[:3]:
        messages.warning(request, f"{case.school}: {why}")
    if len(outcome.declined) > 3:
        messages.warning(request, f"Ещё не изменено школ: {len(outcome.declined) - 3}.")


def back_to(request: HttpRequest) -> str:
    """The board with the filters it had."""
    query = request.POST.get("query", "").lstrip("?")
    return f"{reverse('roadmaps:board')}?{query}" if query else reverse("roadmaps:board")
