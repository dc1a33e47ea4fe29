"""Pages: lists of schools."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from diagnostics.enums import SchoolVerdict
from diagnostics.exporters import entry_sheet
from diagnostics.filters import ListPageFilter, RiskListFilter
from diagnostics.forms.lists import DecisionForm, ReasonForm, new_nonce
from diagnostics.lifecycle import RISK_LIST
from diagnostics.models import RiskList, RiskListEntry
from diagnostics.models.risk_list import OPEN_STATES
from diagnostics.selectors.lists import (
    charts_of,
    entry_rows,
    in_order,
    low_titles,
    movement_since,
    previous_list,
    summary_of,
)
from diagnostics.selectors.rules import definition_of
from diagnostics.selectors.why import why_sheet
from shnor_portal.accounts.access import municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.xlsx import workbook_response

STATE_TONE = {"draft": "draft", "proposed": "info", "approved": "good", "archived": "neutral"}
VERDICT_TONE = {"listed": "bad", "not_listed": "good", "unknown": "warn", "excluded": "neutral"}
ALMOST_WITHIN = 2
PER_PAGE = 100


def list_or_404(request: HttpRequest, pk: int) -> RiskList:
    """The list in the person's sight."""
    rows = RiskList.objects.visible_to(person(request))
    return visible_or_404(rows.select_related("rule_version__rule_set", "municipality", "approved_by"), pk=pk)


@require_GET
@requires(Permission.VIEW_RISK_LISTS)
def index(request: HttpRequest) -> HttpResponse:
    """All lists, of every origin, side by side."""
    user = person(request)
    rows = (
        RiskList.objects.visible_to(user)
        .of(municipality_of(request))
        .select_related("rule_version__rule_set")
        .annotate(
            included=Count("entries", filter=Q(entries__is_included=True)),
            considered=Count("entries"),
        )
        .order_by("-academic_year", "-pk")
    )
    found = RiskListFilter(request.GET, rows)
    context = {
        "filter": found,
        "page": page_of(request, found.qs),
        "can_propose": user.has_perm(Permission.PROPOSE_RISK_LIST, municipality_of(request)),
        "can_compare": user.has_perm(Permission.VIEW_RISK_LISTS, municipality_of(request)),
    }
    return render(request, "diagnostics/lists.html", context)


@require_GET
@requires(Permission.VIEW_RISK_LISTS)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: figures, charts, schools, what may be done next."""
    return list_page(request, list_or_404(request, pk))


def list_page(request: HttpRequest, risk_list: RiskList, refusal: Refusal | None = None) -> HttpResponse:
    """The page of a list; after an act that was declined it says why and keeps the ways out at hand."""
    user = person(request)
    entries = list(entry_rows(risk_list, user))
    found = filter_of(request, risk_list, user)
    page = page_of(request, in_order(found.qs, request.GET.get("ordering", "")), PER_PAGE)
    context: dict[str, Any] = {
        "risk_list": risk_list,
        "refusal": refusal,
        "state_tone": STATE_TONE[risk_list.state],
        "sees_all": user.has_perm(Permission.VIEW_RISK_LISTS, risk_list),
        "filter": found,
        "page": page,
        "rows": [(entry, low_titles(entry), VERDICT_TONE[entry.verdict]) for entry in page],
        "is_open": risk_list.state in OPEN_STATES,
        "acts": acts_for(user, risk_list),
        "can_order": user.has_perm(Permission.PREPARE_ORDERS, risk_list) and risk_list.state == "approved",
        "nonce": new_nonce(),
        "return_form": ReasonForm(initial={"version": risk_list.version}, auto_id="return_%s"),
        "archive_form": ReasonForm(initial={"version": risk_list.version}, auto_id="archive_%s"),
    }
    if context["sees_all"]:
        context |= overview(risk_list, entries)
    return render(request, "diagnostics/list.html", context, status=refusal.status if refusal else 200)


def overview(risk_list: RiskList, entries: list[RiskListEntry]) -> dict[str, object]:
    """What only the department sees: figures of the whole list, charts, movement since last year."""
    previous = previous_list(risk_list)
    return {
        "summary": summary_of(risk_list),
        "charts": charts_of(entries),
        "previous": previous,
        "movement": movement_since(previous, risk_list) if previous else None,
        "almost": [
            (entry, low_titles(entry))
            for entry in in_order(entries, "flip_pupils")
            if entry.verdict == SchoolVerdict.NOT_LISTED
            and entry.flip_pupils is not None
            and entry.flip_pupils <= ALMOST_WITHIN
        ],
    }


def acts_for(user: User, risk_list: RiskList) -> dict[str, bool]:
    """Acts that the state allows and the person may do."""
    return {
        act: risk_list.state in transition.sources
        and any(user.has_perm(permission, risk_list) for permission in transition.permissions)
        for act, transition in RISK_LIST.transitions.items()
    } | {
        "recompute": risk_list.rule_version_id is not None
        and risk_list.state in OPEN_STATES
        and user.has_perm(Permission.PROPOSE_RISK_LIST, risk_list)
    }


def filter_of(request: HttpRequest, risk_list: RiskList, user: User) -> ListPageFilter:
    """The filter of the page and of the download, with the levels and procedures of the list's rule."""
    rule = definition_of(risk_list.rule_version) if risk_list.rule_version else None
    return ListPageFilter(
        request.GET,
        entry_rows(risk_list, user),
        levels={band.code: band.title for band in rule.levels} if rule else {},
        procedures=[procedure.code for procedure in rule.procedures] if rule else [],
    )


@require_GET
@requires(Permission.VIEW_RISK_LISTS)
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The schools that are on the screen, as a workbook."""
    user, risk_list = person(request), list_or_404(request, pk)
    rows = in_order(filter_of(request, risk_list, user).qs, request.GET.get("ordering", ""))
    return workbook_response(f"{risk_list.title}.xlsx", [entry_sheet(rows)])


@require_GET
@requires(Permission.VIEW_RISK_LISTS)
def why(request: HttpRequest, pk: int, school_pk: int) -> HttpResponse:
    """Why a school stands in a list or not: every procedure with its figures and their places."""
    user = person(request)
    entries = RiskListEntry.objects.visible_to(user).select_related(
        "school", "risk_list__rule_version__rule_set", "risk_list__municipality", "decided_by"
    )
    entry = visible_or_404(entries, risk_list_id=pk, school_id=school_pk)
    risk_list = entry.risk_list
    can_decide = risk_list.state in OPEN_STATES and user.has_perm(Permission.PROPOSE_RISK_LIST, risk_list)
    context = {
        "entry": entry,
        "risk_list": risk_list,
        "sheet": why_sheet(entry),
        "verdict_tone": VERDICT_TONE[entry.verdict],
        "can_decide": can_decide,
        "opens_list": entry.is_included or user.has_perm(Permission.VIEW_RISK_LISTS, risk_list),
        "sees_imports": user.has_perm(Permission.VIEW_IMPORTS, risk_list),
        "form": DecisionForm(initial={"version": risk_list.version}) if can_decide else None,
    }
    return render(request, "diagnostics/why.html", context)
