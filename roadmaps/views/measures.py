"""Pages: measures of plans in force, the school's own ones, and one measure."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from roadmaps.enums import CorrectionState
from roadmaps.exporters_doing import measure_sheet
from roadmaps.filters.measures import MeasureFilter, in_order
from roadmaps.forms.measures import BulkForm, EvidenceForm
from roadmaps.lifecycle import EVIDENCE, MEASURE, ROADMAP_IN_FORCE
from roadmaps.models import Measure, ReviewCorrection
from roadmaps.models.roadmap import MeasureQuerySet
from roadmaps.reference.reasons import ReasonKind, reason_choices
from roadmaps.selectors.doing_rights import may, open_acts
from roadmaps.selectors.measure_page import measure_page, reusable_evidence
from roadmaps.selectors.own_measures import grouped
from roadmaps.selectors.programme import today_in
from roadmaps.selectors.standings import (
    NOTHING_OWED,
    chosen_year,
    measures_in_force,
    standings_of,
    with_list_columns,
    years_of_plans,
)
from roadmaps.services.evidence import CLOSED
from roadmaps.views.doing_tabs import doing_tabs
from shnor_portal.accounts.access import municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.models import Municipality
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.ui import KeyNumber
from shnor_portal.common.xlsx import workbook_response
from shnor_portal.common.years import format_academic_year

SOON = 14
ONE_PRESS = ("start", "take_back")
"""Acts without questions: a button is enough."""


def measure_or_404(request: HttpRequest, pk: int) -> Measure:
    """The measure in the person's sight, with its plan."""
    rows = Measure.objects.visible_to(person(request)).filter(is_removed=False)
    rows = rows.select_related("roadmap__school", "roadmap__case", "section", "municipality", "responsible_user")
    return visible_or_404(rows, pk=pk)


def year_of(request: HttpRequest) -> dict[str, Any]:
    """The school year of the page and those there are to choose from, for the frame."""
    years = years_of_plans(person(request), municipality_of(request))
    return {"academic_year": chosen_year(request.GET.get("year", ""), years), "academic_years": years}


def listed(request: HttpRequest, year: int | None) -> tuple[Municipality, date, MeasureQuerySet]:
    """The city, its day, and measures of the year in the person's sight."""
    city = municipality_of(request)
    return city, today_in(city), measures_in_force(person(request), city, year or 0)


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def index(request: HttpRequest) -> HttpResponse:
    """All measures in force in the person's sight: filtered, sorted, with acts on several."""
    years = year_of(request)
    city, on, rows = listed(request, years["academic_year"])
    standings = standings_of(rows, on)
    found = MeasureFilter(request.GET, with_list_columns(rows), standings=standings, on=on)
    page = page_of(request, in_order(found.qs, request.GET.get("ordering", "")))
    context = {
        **years,
        "tabs": doing_tabs(request),
        "filter": found,
        "page": page,
        "rows": [(measure, standings.get(measure.pk, NOTHING_OWED)) for measure in page],
        "numbers": numbers_of(rows.count(), standings, on),
        "bulk": BulkForm() if person(request).has_perm(Permission.CHECK_EVIDENCE, city) else None,
        "return_reasons": reason_choices(ReasonKind.EVIDENCE_REJECTION),
    }
    return render(request, "roadmaps/measures.html", context)


def numbers_of(total: int, standings: dict[int, Any], on: date) -> list[KeyNumber]:
    """The strip above the list, of the whole year and not of the filter."""
    late = sum(standing.late is not None for standing in standings.values())
    soon = sum(standing.within(on, SOON) for standing in standings.values())
    return [
        KeyNumber(str(total), "мероприятий в утверждённых картах"),
        KeyNumber(str(late), "просрочено"),
        KeyNumber(str(soon), f"со сроком в ближайшие {SOON} дней"),
    ]


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def export(request: HttpRequest) -> HttpResponse:
    """The measures that are on the screen, as a workbook."""
    year = year_of(request)["academic_year"]
    _, on, rows = listed(request, year)
    standings = standings_of(rows, on)
    found = MeasureFilter(request.GET, with_list_columns(rows), standings=standings, on=on)
    ordered = in_order(found.qs, request.GET.get("ordering", ""))
    name = f"Мероприятия {format_academic_year(year)}.xlsx".replace("/", "-") if year else "Мероприятия.xlsx"
    return workbook_response(name, [measure_sheet(ordered, standings)])


@require_GET
@requires(Permission.REPORT_PROGRESS)
def mine(request: HttpRequest) -> HttpResponse:
    """What the school owes, by urgency; made for a phone."""
    years = year_of(request)
    _, on, rows = listed(request, years["academic_year"])
    schools = person(request).reach_of(Permission.REPORT_PROGRESS).school_ids
    own = rows.filter(roadmap__school_id__in=schools)
    standings = standings_of(own, on)
    measures = in_order(with_list_columns(own), "")
    owed = ReviewCorrection.objects.visible_to(person(request)).open().filter(case__school_id__in=schools)
    context = {
        **years,
        "tabs": doing_tabs(request),
        "groups": grouped(measures, standings, on),
        "corrections": owed.select_related("review", "measure").order_by("due_on", "pk"),
        "today": on,
    }
    return render(request, "roadmaps/measures_mine.html", context)


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One measure: term, evidence, history, what may be done."""
    return detail_page(request, measure_or_404(request, pk))


def detail_page(
    request: HttpRequest,
    measure: Measure,
    *,
    refusal: Refusal | None = None,
    evidence_form: EvidenceForm | None = None,
) -> HttpResponse:
    """The page, also after something was declined: it says why and keeps what was typed."""
    user, city = person(request), measure.municipality
    is_live = measure.roadmap.state in ROADMAP_IN_FORCE and not is_still(measure)
    acts = open_acts(user, measure, MEASURE, measure.state) if is_live else []
    reports = may(user, measure, Permission.REPORT_PROGRESS)
    corrections = ReviewCorrection.objects.visible_to(user).filter(measure=measure).select_related("review")
    status = refusal.status if refusal else 400 if evidence_form else 200
    page = measure_page(measure, today_in(city))
    context = {
        "measure": measure,
        "page": page,
        "refusal": refusal,
        "is_live": is_live,
        "acts": [
            (act, f"roadmaps:measure_{act.name}", act.name in ONE_PRESS)
            for act in acts
            if act.name != "finish" or len(page.turns) < 2
        ],
        "main_act": main_act([act.name for act in acts]),
        "reports": reports and is_live,
        "reports_turn": reports and is_live and len(page.turns) > 1 and any(act.name == "finish" for act in acts),
        "moves_term": is_live and may(user, measure, Permission.REPORT_PROGRESS, Permission.REVIEW_ROADMAPS),
        "attaches": reports and is_live and measure.state not in CLOSED,
        "checks": is_live and may(user, measure, *EVIDENCE["accept"].permissions),
        "evidence_form": evidence_form or EvidenceForm(auto_id="evidence_%s"),
        "reusable": reusable_evidence(user, measure) if reports and is_live else [],
        "changes": measure.date_changes.select_related("by"),
        "corrections": corrections,
        "open_correction": CorrectionState.OPEN,
    }
    return render(request, "roadmaps/measure.html", context, status=status)


def main_act(names: list[str]) -> str:
    """The one act a person most likely came for."""
    return next((name for name in ("confirm", "finish", "restore") if name in names), "")


def is_still(measure: Measure) -> bool:
    """Whether the case of the measure is paused or closed."""
    case = measure.roadmap.case
    return case is not None and (case.is_paused or case.is_closed)
