"""Acts on a list: each a POST, one domain call, and back to the list."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from diagnostics.forms.lists import DecisionForm, ReasonForm
from diagnostics.models import RiskList, RiskListEntry
from diagnostics.services.list_decisions import decide_entry
from diagnostics.services.list_states import (
    approve_risk_list,
    archive_risk_list,
    return_risk_list,
    submit_risk_list,
)
from diagnostics.services.risk_lists import recompute_risk_list
from diagnostics.views.lists import list_or_404, list_page
from shnor_portal.accounts.access import person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@require_POST
@requires(Permission.PROPOSE_RISK_LIST)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft forward for approval."""
    risk_list, user = list_or_404(request, pk), person(request)
    return done(
        request,
        risk_list,
        lambda: submit_risk_list(risk_list_id=risk_list.pk, by=user, version=seen(request)),
        "Перечень предложен к утверждению. Тем, кто утверждает, отправлено уведомление.",
    )


@require_POST
@requires(Permission.APPROVE_RISK_LIST)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve and freeze the list."""
    risk_list, user = list_or_404(request, pk), person(request)
    return done(
        request,
        risk_list,
        lambda: approve_risk_list(risk_list_id=risk_list.pk, by=user, version=seen(request)),
        "Перечень утверждён и заморожен. Школам перечня отправлено уведомление.",
    )


@require_POST
@requires(Permission.VIEW_RISK_LISTS)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a proposed list back to draft."""
    return with_reason(request, pk, return_risk_list, "Перечень возвращён в черновик.")


@require_POST
@requires(Permission.VIEW_RISK_LISTS)
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the list away, or take an approved one out of force."""
    return with_reason(request, pk, archive_risk_list, "Перечень убран в архив.")


@require_POST
@requires(Permission.PROPOSE_RISK_LIST)
def recompute(request: HttpRequest, pk: int) -> HttpResponse:
    """Compute an open list anew from today's results."""
    risk_list, user = list_or_404(request, pk), person(request)
    proposed = recompute_risk_list(risk_list_id=risk_list.pk, by=user)
    if proposed.dropped_decisions:
        named = ", ".join(proposed.dropped_decisions)
        messages.warning(request, f"Вывод правила изменился, решения сняты: {named}. Примите их заново.")
    messages.success(request, f"Перечень пересчитан по сегодняшним данным. Школ: {len(proposed.entries)}.")
    return redirect("diagnostics:list", pk=risk_list.pk)


@require_POST
@requires(Permission.PROPOSE_RISK_LIST)
def decide(request: HttpRequest, pk: int, school_pk: int) -> HttpResponse:
    """Include a school or leave it out, with the reason."""
    user = person(request)
    entries = RiskListEntry.objects.visible_to(user).select_related("risk_list", "school")
    entry = visible_or_404(entries, risk_list_id=pk, school_id=school_pk)
    form = DecisionForm(request.POST)
    context = {"entry": entry, "risk_list": entry.risk_list, "form": form}
    if not form.is_valid():
        return render(request, "diagnostics/decide.html", context, status=400)
    try:
        decide_entry(
            risk_list_id=pk,
            school_id=school_pk,
            include=form.cleaned_data["include"],
            reason=form.cleaned_data["reason"],
            by=user,
            version=form.cleaned_data["version"],
        )
    except Refusal as refusal:
        return render(request, "diagnostics/decide.html", {**context, "refusal": refusal}, status=refusal.status)
    messages.success(request, f"Решение записано: {entry.school_name}.")
    return redirect("diagnostics:why", pk=pk, school_pk=school_pk)


def done(request: HttpRequest, risk_list: RiskList, act: Callable[[], object], said: str) -> HttpResponse:
    """Carry out the act and say so on the list's page; what is declined is said there too."""
    try:
        act()
    except Refusal as refusal:
        return list_page(request, list_or_404(request, risk_list.pk), refusal)
    messages.success(request, said)
    return redirect("diagnostics:list", pk=risk_list.pk)


def with_reason(request: HttpRequest, pk: int, act: Callable[..., RiskList], said: str) -> HttpResponse:
    """An act that needs a reason; without one the page asks for it and keeps what was typed."""
    risk_list, user = list_or_404(request, pk), person(request)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "diagnostics/reason.html", {"risk_list": risk_list, "form": form}, status=400)
    reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
    return done(
        request, risk_list, lambda: act(risk_list_id=risk_list.pk, reason=reason, by=user, version=version), said
    )


def seen(request: HttpRequest) -> int | None:
    """The version of the list that the person had on the screen."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
