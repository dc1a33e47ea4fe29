"""Page: a rule tried out on this year and on past ones, nothing saved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from diagnostics.enums import RiskListOrigin, RiskListState, SchoolVerdict
from diagnostics.forms.rules import SimulatorForm, simple_condition
from diagnostics.models import RiskList
from diagnostics.selection.definition import RuleDefinition
from diagnostics.selection.wording import describe
from diagnostics.selectors.evidence import years_with_results
from diagnostics.selectors.rules import definition_of
from diagnostics.selectors.simulation import Trial, beside_saved, try_rule, try_years, varied
from diagnostics.views.rules import rule_or_404, version_or_404
from shnor_portal.accounts.access import check_permission, municipality_of, person, requires
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@require_GET
@requires(Permission.VIEW_RISK_LISTS)
def simulate(request: HttpRequest, code: str) -> HttpResponse:
    """Turn the knobs of a rule and see who would enter and who would leave."""
    user, municipality = person(request), municipality_of(request)
    rule_set = rule_or_404(request, code)
    check_permission(user, Permission.VIEW_RISK_LISTS, rule_set)
    newest = rule_set.versions.order_by("-number").values_list("number", flat=True).first()
    version = version_or_404(rule_set, request.GET.get("edition", str(newest or "")))
    rule = definition_of(version)
    codes = [procedure.code for procedure in rule.procedures]
    years = years_with_results(municipality.pk, codes)
    form = simulator_form(request, rule, years)
    context: dict[str, Any] = {"rule_set": rule_set, "version": version, "form": form, "years": years}
    if years and (not form.is_bound or form.is_valid()):
        try:
            context |= outcome(municipality, user, *chosen(form, rule), years)
        except Refusal as refusal:
            context["refusal"] = refusal
    return render(request, "diagnostics/simulator.html", context)


def simulator_form(request: HttpRequest, rule: RuleDefinition, years: list[int]) -> SimulatorForm:
    """Bound when the address holds knobs, otherwise the rule as it is."""
    at_least, repeat, _ = simple_condition(rule)
    initial = {
        "academic_year": years[0] + 1 if years else None,
        "threshold": rule.low.value,
        "at_least": at_least,
        "min_participants": rule.min_participants,
        "repeat": repeat,
    }
    data = request.GET if "threshold" in request.GET else None
    return SimulatorForm(data, results_years=years, initial=initial)


def chosen(form: SimulatorForm, rule: RuleDefinition) -> tuple[RuleDefinition, int]:
    """The rule to try and the year of the list; untouched knobs mean the rule as it is written."""
    if not form.is_bound:
        return rule, form.initial["academic_year"]
    knobs = dict(form.cleaned_data)
    academic_year = knobs.pop("academic_year")
    return varied(rule, **knobs), academic_year


def outcome(
    municipality: Municipality, user: User, tried: RuleDefinition, academic_year: int, years: list[int]
) -> dict[str, Any]:
    """The trial of the chosen year, its difference from the saved list, and the same rule over past years."""
    trial = try_rule(municipality, tried, academic_year, academic_year - 1)
    saved = saved_list(user, municipality, academic_year)
    return {
        "trial": trial,
        "sentences": describe(tried),
        "listed": listed_in(trial),
        "saved": saved,
        "comparison": beside_saved(trial, saved) if saved else None,
        "past": try_years(municipality, tried, years),
    }


def saved_list(user: User, municipality: Municipality, academic_year: int) -> RiskList | None:
    """The municipal list of the year: the approved one, otherwise the newest that is not put away."""
    rows = RiskList.objects.visible_to(user).of(municipality)
    rows = rows.filter(academic_year=academic_year, origin=RiskListOrigin.MUNICIPAL)
    return rows.approved().first() or rows.exclude(state=RiskListState.ARCHIVED).first()


def listed_in(trial: Trial) -> list[tuple[str, int, tuple[str, ...]]]:
    """Schools that the trial lists: name, number of low procedures, and these in words."""
    pairs = zip(trial.run.schools, trial.run.outcomes, strict=True)
    return [
        (school.name, result.low_count, tuple(low.sentence for low in result.low))
        for school, result in pairs
        if result.verdict == SchoolVerdict.LISTED
    ]
