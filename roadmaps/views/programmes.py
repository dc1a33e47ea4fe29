"""Pages of anti-risk programmes of a school."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from roadmaps.forms.programmes import ProgrammeForm
from roadmaps.models import AntiRiskProgramme, CaseRisk, SupportCase
from roadmaps.selectors.programmes import FIELD_WORDS, programmes_of_case
from roadmaps.services.programmes import save_programme
from shnor_portal.accounts.access import person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@require_GET
@requires(Permission.VIEW_CASES)
def programmes(request: HttpRequest, pk: int) -> HttpResponse:
    """Programmes of a case, one for each chosen factor, with what is missing in each."""
    user = person(request)
    case = visible_or_404(SupportCase.objects.visible_to(user).select_related("school", "roadmap"), pk=pk)
    context = {
        "case": case,
        "found": programmes_of_case(case),
        "can_edit": user.has_perm(Permission.EDIT_ROADMAPS, case) and not (case.is_closed or case.is_paused),
    }
    return render(request, "roadmaps/programmes.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_ROADMAPS)
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the programme for a risk factor; what was typed survives a refusal."""
    user = person(request)
    risk = visible_or_404(CaseRisk.objects.visible_to(user).select_related("factor", "case__school"), pk=pk)
    held = AntiRiskProgramme.objects.filter(risk=risk).first()
    form = ProgrammeForm(request.POST or None, initial=initial_of(risk, held))
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            save_programme(risk_id=pk, fields=form.texts(), version=form.cleaned_data["version"], by=user)
        except Refusal as said:
            refusal = said
            form = retyped(request, said)
        else:
            messages.success(request, "Программа сохранена.")
            return redirect("roadmaps:programmes", pk=risk.case_id)
    status = refusal.status if refusal else 400 if form.errors else 200
    stands = refusal.details if refusal else {}
    saved = [(words, stands[name]) for name, words in FIELD_WORDS.items() if stands.get(name)]
    context = {"risk": risk, "case": risk.case, "form": form, "refusal": refusal, "saved": saved}
    return render(request, "roadmaps/programme.html", context, status=status)


def initial_of(risk: CaseRisk, held: AntiRiskProgramme | None) -> dict[str, Any]:
    """What stands, or a title to begin with."""
    if held is None:
        return {"title": f"Антирисковая программа по направлению «{risk.factor}»"}
    return {"version": held.version, **{name: getattr(held, name) for name in FIELD_WORDS}}


def retyped(request: HttpRequest, refusal: Refusal) -> ProgrammeForm:
    """The typed text again; after STALE with the version that stands, so that the next saving is deliberate."""
    typed = request.POST.copy()
    if "version" in refusal.details:
        typed["version"] = str(refusal.details["version"])
    return ProgrammeForm(typed)
