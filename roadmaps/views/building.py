"""Pages of last year's plan reused, and of the city's measures handed over to schools."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from roadmaps.forms.building import SectionForm, TakeBackForm
from roadmaps.models import Measure, Roadmap
from roadmaps.selectors.cascade import cascade_plan, given_counts, measures_to_give, receivers_of
from roadmaps.selectors.differences import aim_words
from roadmaps.selectors.last_year import rows_of_source, source_for, taken_from
from roadmaps.services.building import suggested_period, take_last_year
from roadmaps.services.cascade import counted, hand_over, take_back
from roadmaps.views.library import section_choices
from roadmaps.views.roadmap_doors import EDITORS, roadmap_for
from shnor_portal.accounts.access import person, require_any, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.numbers import plural
from shnor_portal.common.refusals import Refusal


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_ROADMAPS)
def last_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows of the school's last plan with their terms a year on, editable before they are taken."""
    roadmap = roadmap_for(request, pk, *EDITORS)
    source = source_for(roadmap)
    target = SectionForm(request.POST or None, sections=section_choices(roadmap))
    refusal = None
    if request.method == "POST" and target.is_valid():
        try:
            count = taken(request, roadmap, target.cleaned_data["section"])
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, f"Взято из прошлой карты: {count} {plural(count, 'строка', 'строки', 'строк')}.")
            return redirect("roadmaps:roadmap", pk=pk)
    context = {
        "roadmap": roadmap,
        "source": source,
        "rows": source_rows(request, roadmap, source) if source else [],
        "target": target,
        "refusal": refusal,
        "is_open": roadmap.state in ("draft", "returned"),
    }
    return render(request, "roadmaps/last_year.html", context, status=refusal.status if refusal else 200)


def source_rows(request: HttpRequest, roadmap: Roadmap, source: Roadmap) -> list[dict[str, Any]]:
    """Rows of the old plan with the new term, what was typed kept."""
    measures, taken_keys = rows_of_source(source), taken_from(roadmap)
    aims = aim_words(measures)
    chosen = set(request.POST.getlist("row"))
    return [
        {
            "measure": measure,
            "aims": aims.get(measure.pk, []),
            "period": request.POST.get(
                f"period-{measure.pk}", suggested_period(roadmap, source, measure.period_wording)
            ),
            "is_taken": measure.pk in taken_keys,
            "is_chosen": str(measure.pk) in chosen,
        }
        for measure in measures
    ]


def taken(request: HttpRequest, roadmap: Roadmap, section: int | None) -> int:
    """Put the checked rows into the plan, once for one sending of the form."""
    user, key = person(request), request.POST.get("nonce", "")
    chosen = [int(sent) for sent in request.POST.getlist("row") if sent.isascii() and sent.isdigit()][:500]
    periods = {row: request.POST.get(f"period-{row}", "") for row in chosen}
    done = run_once(
        by=user,
        key=key,
        act=lambda: str(
            take_last_year(roadmap_id=roadmap.pk, periods=periods, section=section, key=key or "-", by=user)
        ),
    )
    return int(done)


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_ROADMAPS)
def hand_over_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose measures of the city's plan and schools; see what will happen; hand over."""
    roadmap, user = roadmap_for(request, pk), person(request)
    require_any(user, (Permission.EDIT_CITY_ROADMAP,), roadmap)
    sent = request.POST if request.method == "POST" else request.GET
    measures, schools = keys_of(sent.getlist("measure")), keys_of(sent.getlist("school"))
    refusal = None
    if request.method == "POST":
        try:
            done = run_once(
                by=user,
                key=request.POST.get("nonce", ""),
                act=lambda: str(hand_over(city_roadmap_id=pk, measure_ids=measures, school_ids=schools, by=user).count),
            )
        except Refusal as said:
            refusal = said
        else:
            count = int(done)
            messages.success(request, f"Школам передано: {count} {plural(count, 'строка', 'строки', 'строк')}.")
            return redirect("roadmaps:hand_over", pk=pk)
    context = hand_over_context(roadmap, measures, schools, refusal)
    is_part = request.headers.get("HX-Request") == "true" and refusal is None
    template = "roadmaps/_hand_over_plan.html" if is_part else "roadmaps/hand_over.html"
    return render(request, template, context, status=refusal.status if refusal else 200)


def hand_over_context(
    roadmap: Roadmap, measures: list[int], schools: list[int], refusal: Refusal | None
) -> dict[str, Any]:
    """Measures with how far each is, schools with what keeps them from taking, the preview."""
    given = given_counts(roadmap)
    to_give = measures_to_give(roadmap) if roadmap.is_of_city else []
    receivers = receivers_of(roadmap)
    return {
        "roadmap": roadmap,
        "is_open": roadmap.is_of_city and roadmap.is_in_force,
        "measures": [(measure, given.get(measure.pk), measure.pk in measures) for measure in to_give],
        "receivers": [(each, each.school.pk in schools) for each in receivers],
        "taking": sum(each.takes for each in receivers),
        "plan": cascade_plan(roadmap, measures, schools) if measures else None,
        "refusal": refusal,
    }


def keys_of(values: list[str]) -> list[int]:
    """Keys among what was sent; anything else chooses nothing."""
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 10]


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_CITY_ROADMAP)
def take_back_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a city measure back from the schools that have not begun it."""
    user = person(request)
    measure = visible_or_404(Measure.objects.visible_to(user).select_related("roadmap"), pk=pk)
    require_any(user, (Permission.EDIT_CITY_ROADMAP,), measure.roadmap)
    form, refusal = TakeBackForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            done, kept = take_back(city_measure_id=pk, reason=form.cleaned_data["reason"], by=user)
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, counted(done, kept))
            return redirect("roadmaps:hand_over", pk=measure.roadmap_id)
    given = given_counts(measure.roadmap).get(pk)
    context = {"measure": measure, "roadmap": measure.roadmap, "given": given, "form": form, "refusal": refusal}
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "roadmaps/take_back.html", context, status=status)
