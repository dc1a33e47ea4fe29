"""Pages that make a list: by a rule, or from an order."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from diagnostics.forms.lists import OfficialListForm, ProposeForm, version_key, year_choices
from diagnostics.models import RuleSetVersion
from diagnostics.selectors.evidence import years_with_results
from diagnostics.selectors.pasted_schools import Line, match_lines
from diagnostics.services.official_lists import enter_official_list
from diagnostics.services.risk_lists import propose_risk_list
from schools.models import School
from shnor_portal.accounts.access import check_permission, municipality_of, person, requires
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services.once import run_once
from shnor_portal.common.refusals import Refusal

SKIP = "skip"


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RISK_LIST)
def propose(request: HttpRequest) -> HttpResponse:
    """Compute a list by a rule."""
    user, municipality = person(request), municipality_of(request)
    check_permission(user, Permission.PROPOSE_RISK_LIST, municipality)
    form = propose_form(request, user, municipality)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("diagnostics:list", pk=compute(form, user, municipality))
        except Refusal as declined:
            refusal = declined
    status = refusal.status if refusal else 400 if form.errors else 200
    context = {"form": form, "refusal": refusal, "has_results": bool(years_with_results(municipality.pk))}
    return render(request, "diagnostics/propose.html", context, status=status)


def propose_form(request: HttpRequest, user: User, municipality: Municipality) -> ProposeForm:
    """The form with the newest version of each rule first, bound on POST."""
    rows = RuleSetVersion.objects.visible_to(user).of(municipality).select_related("rule_set")
    versions = sorted(rows, key=lambda version: (-version.number, version.rule_set.code))
    years = year_choices(timezone.localdate(timezone=municipality.zone))
    held = years_with_results(municipality.pk)
    initial: dict[str, Any] = {"academic_year": held[0] + 1 if held else years[1][0]}
    if versions:
        initial["rules"] = version_key(preferred(versions))
    return ProposeForm(
        request.POST if request.method == "POST" else None,
        years=years,
        versions=versions,
        results_years=held,
        initial=initial,
    )


def preferred(versions: list[RuleSetVersion]) -> RuleSetVersion:
    """The newest version of the municipality's federal rule, the first in the list otherwise."""
    federal = [version for version in versions if version.rule_set.code.startswith("rosobr")]
    return min(federal or versions, key=lambda version: (version.rule_set.code, -version.number))


def compute(form: ProposeForm, user: User, municipality: Municipality) -> int:
    """Propose the list once, however often the form is sent; gives its key."""
    data = form.cleaned_data
    code, number = form.chosen_rule()

    def act() -> str:
        proposed = propose_risk_list(
            municipality_id=municipality.pk,
            academic_year=data["academic_year"],
            rules=code,
            rule_number=number,
            results_year=data["results_year"],
            origin=data["origin"],
            as_draft=data["as_draft"],
            by=user,
        )
        return str(proposed.risk_list.pk)

    return int(run_once(by=user, key=data["nonce"], act=act))


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RISK_LIST)
def from_order(request: HttpRequest) -> HttpResponse:
    """Enter a regional or federal list: paste the schools, look at what they were taken for, save."""
    user, municipality = person(request), municipality_of(request)
    check_permission(user, Permission.PROPOSE_RISK_LIST, municipality)
    years = year_choices(timezone.localdate(timezone=municipality.zone))
    if request.method == "GET":
        form = OfficialListForm(years=years, initial={"academic_year": years[1][0]})
        return render(request, "diagnostics/from_order.html", {"form": form})
    form = OfficialListForm(request.POST, years=years)
    if not form.is_valid():
        return render(request, "diagnostics/from_order.html", {"form": form}, status=400)
    lines = match_lines(municipality.pk, form.cleaned_data["schools"])
    chosen, unresolved = resolve(request, lines)
    if unresolved or "confirm" not in request.POST:
        return ask(request, form, municipality, lines, unresolved)
    try:
        key = run_once(by=user, key=form.cleaned_data["nonce"], act=lambda: enter(form, user, municipality, chosen))
    except Refusal as refusal:
        return render(request, "diagnostics/from_order.html", {"form": form, "refusal": refusal}, status=refusal.status)
    messages.success(request, "Перечень внесён и предложен к утверждению.")
    return redirect("diagnostics:list", pk=int(key))


def enter(form: OfficialListForm, user: User, municipality: Municipality, school_ids: list[int]) -> str:
    """The service's call; gives the key of the list."""
    risk_list = enter_official_list(
        municipality_id=municipality.pk,
        academic_year=form.cleaned_data["academic_year"],
        origin=form.cleaned_data["origin"],
        basis=form.basis(),
        school_ids=school_ids,
        by=user,
    )
    return str(risk_list.pk)


def resolve(request: HttpRequest, lines: list[Line]) -> tuple[list[int], list[Line]]:
    """Schools that the lines name or the person picked, and lines that still name none."""
    chosen: list[int] = []
    unresolved: list[Line] = []
    for number, line in enumerate(lines):
        picked = request.POST.get(f"pick-{number}", "")
        if line.school is not None:
            chosen.append(line.school.pk)
        elif picked.isascii() and picked.isdigit() and len(picked) < 19:
            chosen.append(int(picked))
        elif picked != SKIP:
            unresolved.append(line)
    return chosen, unresolved


def ask(
    request: HttpRequest, form: OfficialListForm, municipality: Municipality, lines: list[Line], unresolved: list[Line]
) -> HttpResponse:
    """Show what each line was taken for, with a choice from the register where it is not clear."""
    schools = School.objects.visible_to(person(request)).of(municipality).active()
    context: dict[str, Any] = {
        "form": form,
        "lines": [(number, line, request.POST.get(f"pick-{number}", "")) for number, line in enumerate(lines)],
        "unresolved": len(unresolved),
        "found": len(lines) - sum(line.school is None for line in lines),
        "schools": list(schools.only("pk", "name")),
        "was_sent": "confirm" in request.POST,
    }
    return render(request, "diagnostics/from_order_check.html", context)
