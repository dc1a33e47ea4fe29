"""Page: a measure as one plain form, for what the table has no column for and for a browser without scripts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from diagnostics.indicators.catalogue import CATALOGUE
from roadmaps.forms.roadmaps import MeasureForm, people_choices
from roadmaps.models import Measure
from roadmaps.selectors.procedures import known_procedures
from roadmaps.selectors.reporters import reporters_of
from roadmaps.selectors.roadmap_page import plan_of
from roadmaps.services.editing import edit_measure
from roadmaps.views.editor import editable_or_403
from shnor_portal.accounts.access import person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_ROADMAPS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """All cells of a measure; what was typed survives a refusal, and a stale cell shows the text that stands there."""
    user = person(request)
    rows = Measure.objects.visible_to(user).filter(is_removed=False).select_related("section")
    measure = visible_or_404(rows, pk=pk)
    roadmap = editable_or_403(request, measure.roadmap_id)
    choices = {
        "indicator": [(passport.code, f"{passport.code} {passport.name}") for passport in CATALOGUE.values()],
        "procedure": known_procedures(),
        "responsible_user": people_choices(reporters_of(roadmap)),
    }
    form = MeasureForm(request.POST or None, measure=measure, choices=choices)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            edit_measure(roadmap_id=roadmap.pk, row=measure.pk, cells=form.cells(), by=user)
        except Refusal as said:
            refusal = said
            form = MeasureForm(rebased(request, said), measure=measure, choices=choices)
        else:
            messages.success(request, "Мероприятие сохранено.")
            return redirect("roadmaps:edit_roadmap", pk=roadmap.pk)
    plan = plan_of(roadmap)
    context = {
        "roadmap": roadmap,
        "measure": measure,
        "form": form,
        "refusal": refusal,
        "plan": plan,
        "row": next((row for row in plan.measures if row.pk == measure.pk), None),
    }
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "roadmaps/roadmap_measure.html", context, status=status)


def rebased(request: HttpRequest, said: Refusal) -> Any:
    """What was typed, with the stale cell begun anew from the text that stands there now."""
    typed = request.POST.copy()
    if said.code == "STALE":
        typed[f"base_{said.details['field']}"] = said.details["current"]
    return typed
