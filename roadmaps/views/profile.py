"""Pages: what is found of a school: deficits and the risk profile."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from roadmaps.forms.cases import DeficitForm, RiskForm, VerifyForm
from roadmaps.models import CaseDeficit, CaseRisk
from roadmaps.selectors.procedures import known_procedures
from roadmaps.services.deficits import add_deficit, drop_deficit
from roadmaps.services.guards import require_any
from roadmaps.services.risks import VERIFIERS, choose_risk, drop_risk, set_risk, verify_risk
from roadmaps.views.case_forms import case_for, case_or_404, case_url, one_form
from roadmaps.views.cases import case_page
from shnor_portal.accounts.access import person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def new_deficit(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a deficit the list did not name."""
    case, user = case_for(request, pk, Permission.MANAGE_CASES), person(request)
    form = DeficitForm(request.POST or None, procedures=known_procedures())

    def act(data: dict[str, Any]) -> CaseDeficit:
        return add_deficit(case_id=pk, by=user, **data)

    lead = "Числа портал возьмёт из последних результатов школы по этой процедуре."
    return one_form(request, case, form, heading="Новый дефицит", act=act, done="Дефицит добавлен.", lead=lead)


@require_POST
@requires(Permission.MANAGE_CASES)
def remove_deficit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a deficit off."""
    deficit = visible_or_404(CaseDeficit.objects.visible_to(person(request)), pk=pk)
    try:
        drop_deficit(deficit_id=deficit.pk, by=person(request))
    except Refusal as refusal:
        return case_page(request, case_or_404(request, deficit.case_id), refusal)
    messages.success(request, "Дефицит снят.")
    return redirect(case_url(deficit.case_id))


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def risk(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the significance of a risk factor; `?factor=` opens the form on one that is set already."""
    case, user = case_for(request, pk, Permission.MANAGE_CASES), person(request)
    asked = request.GET.get("factor", "")
    known = case.risks.filter(factor_id=int(asked)).first() if asked.isascii() and asked.isdigit() else None
    initial = {"factor": known.factor_id, "level": known.level, "reason": known.reason} if known else None
    form = RiskForm(request.POST or None, case=case, initial=initial)

    def act(data: dict[str, Any]) -> CaseRisk:
        return set_risk(case_id=pk, factor_id=data["factor"].pk, level=data["level"], reason=data["reason"], by=user)

    lead = "Значимость ставит специалист с обоснованием; потом её верифицируют вместе со школой."
    return one_form(request, case, form, heading="Риск-фактор школы", act=act, done="Записано.", lead=lead)


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_CASES)
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what verification with the school showed; by the coordinator or the curator."""
    row = risk_or_404(request, pk)
    case, user = case_or_404(request, row.case_id), person(request)
    require_any(user, VERIFIERS, case)
    form = VerifyForm(request.POST) if request.method == "POST" else VerifyForm.of(row)

    def act(data: dict[str, Any]) -> CaseRisk:
        return verify_risk(risk_id=row.pk, level=data["level"], reason=data["reason"], by=user)

    lead = f"{row.factor}. Специалист поставил: {row.get_level_display()}. {row.reason}"
    return one_form(request, case, form, heading="Верификация риск-фактора", act=act, done="Записано.", lead=lead)


@require_POST
@requires(Permission.VIEW_CASES)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a factor into work, or leave it for another year."""
    row = risk_or_404(request, pk)
    try:
        choose_risk(risk_id=row.pk, is_chosen=request.POST.get("chosen") == "true", by=person(request))
    except Refusal as refusal:
        return case_page(request, case_or_404(request, row.case_id), refusal)
    return redirect(case_url(row.case_id))


@require_POST
@requires(Permission.MANAGE_CASES)
def remove_risk(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a factor off the profile."""
    row = risk_or_404(request, pk)
    try:
        drop_risk(risk_id=row.pk, by=person(request))
    except Refusal as refusal:
        return case_page(request, case_or_404(request, row.case_id), refusal)
    messages.success(request, "Риск-фактор снят с профиля.")
    return redirect(case_url(row.case_id))


def risk_or_404(request: HttpRequest, pk: int) -> CaseRisk:
    """The factor of a case in the person's sight."""
    return visible_or_404(CaseRisk.objects.visible_to(person(request)).select_related("factor"), pk=pk)
