"""Pages: interviews and their minutes, concerns, notes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roadmaps.enums import InterviewState
from roadmaps.forms.cases import ReasonForm
from roadmaps.forms.talks import CallForm, ConcernForm, DecisionFormSet, MinutesForm, NoteForm, decided
from roadmaps.lifecycle import CASE, CONCERN
from roadmaps.models import CaseNote, Concern, Interview, InterviewDecision
from roadmaps.reference.interview import InterviewTopic
from roadmaps.services.concerns import escalate_concern, raise_concern, reopen_concern, resolve_concern
from roadmaps.services.guards import require_any
from roadmaps.services.interviews import (
    cancel_interview,
    correct_minutes,
    hold_interview,
    mark_decision,
    plan_interview,
)
from roadmaps.services.notes import open_note, write_note
from roadmaps.views.case_forms import case_for, case_or_404, case_url, one_form, version_of, with_version
from roadmaps.views.cases import case_page
from shnor_portal.accounts.access import person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.refusals import Refusal

CONCERN_ACTS: dict[str, tuple[str, Callable[..., Concern], str]] = {
    "escalate": ("reason", escalate_concern, "Вопрос передан руководителю."),
    "resolve": ("resolution", resolve_concern, "Вопрос отмечен решённым."),
    "reopen": ("reason", reopen_concern, "Вопрос поднят снова."),
}


def interview_or_404(request: HttpRequest, pk: int) -> Interview:
    """The interview in the person's sight."""
    rows = Interview.objects.visible_to(person(request)).select_related("case__school", "case__municipality")
    return visible_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan an interview; the typical questions of the topic are the beginning of the agenda."""
    case, user = case_for(request, pk, Permission.MANAGE_CASES), person(request)
    is_early = case.stage in CASE["plan_interview"].sources
    asked = request.GET.get("topic", "")
    fallback = InterviewTopic.ENTRY if is_early else InterviewTopic.PLAN
    topic = InterviewTopic(asked) if asked in set(InterviewTopic) else fallback
    form = CallForm(request.POST) if request.method == "POST" else CallForm.blank(topic, case.version)

    def act(data: dict[str, Any]) -> str:
        call, about_entry = form.call(case.municipality.zone), data["topic"] == InterviewTopic.ENTRY
        key = run_once(
            by=user,
            key=request.POST.get("nonce", ""),
            act=lambda: str(
                plan_interview(case_id=pk, call=call, by=user, version=version_of(data), about_entry=about_entry).pk
            ),
        )
        return reverse("roadmaps:interview", args=[int(key)])

    return one_form(
        request,
        case,
        form,
        heading="Назначить собеседование",
        act=act,
        done="Собеседование назначено, школе и куратору отправлено уведомление.",
        tab="talks",
        topics=[(one.value, one.label, one == topic) for one in InterviewTopic],
        lead="Назначенное раньше и ещё не проведённое собеседование будет отмечено перенесённым.",
    )


@require_GET
@requires(Permission.VIEW_CASES)
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """An interview: the call, or the minutes."""
    row, user = interview_or_404(request, pk), person(request)
    live = not row.case.is_closed and not row.case.is_paused
    manages = live and user.has_perm(Permission.MANAGE_CASES, row)
    context = {
        "interview": row,
        "case": row.case,
        "decisions": list(row.decisions.order_by("position")),
        "can_minute": manages and row.state != InterviewState.CANCELLED,
        "can_cancel": manages and row.state == InterviewState.PLANNED,
        "can_mark": live and user.has_perm(Permission.WRITE_CASE_NOTES, row),
    }
    return render(request, "roadmaps/case_interview.html", context)


@require_GET
@requires(Permission.MANAGE_CASES)
def minutes_next(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of the interview the case waits for."""
    case = case_for(request, pk, Permission.MANAGE_CASES)
    planned = case.interviews.filter(state=InterviewState.PLANNED).order_by("-planned_at").first()
    return redirect("roadmaps:minutes", pk=planned.pk) if planned else redirect("roadmaps:plan_interview", pk=case.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Write or correct the minutes; decisions are rows that are added and taken off in place."""
    row, user = interview_or_404(request, pk), person(request)
    case = case_for(request, row.case_id, Permission.MANAGE_CASES)
    form = MinutesForm(request.POST or None, initial=MinutesForm.initial_of(row))
    rows = DecisionFormSet(request.POST or None, prefix="decisions", initial=decisions_of(row))
    refusal = None
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        service = correct_minutes if row.state == InterviewState.HELD else hold_interview
        try:
            said, version = form.minutes(decided(rows)), version_of(form.cleaned_data)
            service(interview_id=row.pk, minutes=said, by=user, version=version)
        except Refusal as declined:
            refusal, form = declined, with_version(form, declined)
        else:
            messages.success(request, "Протокол сохранён, школа получила уведомление.")
            return redirect("roadmaps:interview", pk=row.pk)
    context = {"interview": row, "case": case, "form": form, "rows": rows, "refusal": refusal}
    status = refusal.status if refusal else 400 if request.method == "POST" else 200
    return render(request, "roadmaps/case_minutes.html", context, status=status)


def decisions_of(row: Interview) -> list[dict[str, Any]]:
    """Decisions as initial rows."""
    return [
        {"key": one.pk, "text": one.text, "responsible": one.responsible, "due_on": one.due_on}
        for one in row.decisions.order_by("position")
    ]


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a planned interview."""
    row, user = interview_or_404(request, pk), person(request)
    case = case_for(request, row.case_id, Permission.MANAGE_CASES)
    form = ReasonForm(request.POST or None, initial={"version": row.version})

    def act(data: dict[str, Any]) -> Interview:
        return cancel_interview(interview_id=row.pk, reason=data["reason"], by=user, version=version_of(data))

    lead = f"{row}. Школа и куратор получат уведомление с причиной."
    done = "Собеседование отменено."
    return one_form(request, case, form, heading="Отменить собеседование", act=act, done=done, tab="talks", lead=lead)


@require_POST
@requires(Permission.WRITE_CASE_NOTES)
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a decision off, or take the tick back."""
    row = visible_or_404(InterviewDecision.objects.visible_to(person(request)), pk=pk)
    try:
        mark_decision(decision_id=row.pk, is_done=request.POST.get("done") != "false", by=person(request))
    except Refusal as refusal:
        return case_page(request, case_or_404(request, row.case_id), refusal)
    return redirect("roadmaps:interview", pk=row.interview_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_CASE_NOTES)
def new_concern(request: HttpRequest, pk: int) -> HttpResponse:
    """Raise a concern about the school."""
    case, user = case_for(request, pk, Permission.WRITE_CASE_NOTES), person(request)

    def act(data: dict[str, Any]) -> str:
        key = request.POST.get("nonce", "")
        run_once(by=user, key=key, act=lambda: str(raise_concern(case_id=pk, text=data["text"], by=user).pk))
        return case_url(pk, "talks")

    form = ConcernForm(request.POST or None)
    lead = "Вопрос увидят школа, куратор и управление; координатор получит уведомление."
    return one_form(
        request, case, form, heading="Поднять вопрос", act=act, done="Вопрос поднят.", tab="talks", lead=lead
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_CASES)
def concern(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Hand a concern over, resolve it, raise it again."""
    if act not in CONCERN_ACTS:
        raise Http404
    rows = Concern.objects.visible_to(person(request)).select_related("case__school")
    row, user = visible_or_404(rows, pk=pk), person(request)
    require_any(user, CONCERN[act].permissions, row)
    argument, service, done = CONCERN_ACTS[act]

    def carry_out(data: dict[str, Any]) -> Concern:
        return service(concern_id=row.pk, by=user, **{argument: data["reason"]})

    form = ReasonForm(request.POST or None)
    if act == "resolve":
        form.fields["reason"].label = "Как решён"
    case = case_or_404(request, row.case_id)
    heading = CONCERN[act].title
    return one_form(request, case, form, heading=heading, act=carry_out, done=done, tab="talks", lead=row.text)


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_CASE_NOTES)
def new_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note."""
    case, user = case_for(request, pk, Permission.WRITE_CASE_NOTES), person(request)

    def act(data: dict[str, Any]) -> str:
        key = request.POST.get("nonce", "")
        run_once(by=user, key=key, act=lambda: str(write_note(case_id=pk, by=user, **data).pk))
        return case_url(pk, "talks")

    form = NoteForm(request.POST or None)
    lead = "Обычную заметку видят все, кто видит школу. Не пишите фамилий учеников и сведений о здоровье."
    return one_form(
        request, case, form, heading="Новая заметка", act=act, done="Заметка записана.", tab="talks", lead=lead
    )


@require_POST
@requires(Permission.READ_RESTRICTED_NOTES)
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a restricted note; the opening is written down each time."""
    row = visible_or_404(CaseNote.objects.visible_to(person(request)), pk=pk)
    opened = open_note(note_id=row.pk, by=person(request))
    return render(request, "roadmaps/case_note.html", {"note": opened, "case": opened.case})
