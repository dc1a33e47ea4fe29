"""Acts on a case: each one form or one button, one domain call, and back to its page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from roadmaps.enums import AssignmentRole
from roadmaps.forms.cases import ActForm, AssignForm, CodedReasonForm, FormatForm, ReasonForm
from roadmaps.lifecycle import CASE
from roadmaps.models import SupportCase, SupportFormat
from roadmaps.reference.reasons import ReasonKind
from roadmaps.selectors.case_people import eligible_for
from roadmaps.services.assignments import assign
from roadmaps.services.case_endings import reopen_case, stop_case, transfer_case
from roadmaps.services.case_moves import PLAIN_ACTS, choose_format, move_case, pause_case, resume_case
from roadmaps.views.case_forms import case_for, case_or_404, case_url, one_form, version_of
from roadmaps.views.cases import case_page
from shnor_portal.accounts.access import person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.numbers import plural
from shnor_portal.common.refusals import Refusal


@require_POST
@requires(Permission.VIEW_CASES)
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One of the plain acts of the table."""
    if act not in PLAIN_ACTS:
        raise Http404
    case, form = case_or_404(request, pk), ActForm(request.POST)
    version = version_of(form.cleaned_data) if form.is_valid() else None
    try:
        move_case(case_id=case.pk, act=act, by=person(request), version=version)
    except Refusal as refusal:
        return case_page(request, case_or_404(request, pk), refusal)
    messages.success(request, f"Сделано: {CASE[act].title.lower()}.")
    return redirect(case_url(pk))


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Stand still."""
    return coded(request, pk, ReasonKind.CASE_PAUSE, Permission.MANAGE_CASES, "Приостановить поддержку", pause_case)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the support before its year is out."""
    return coded(request, pk, ReasonKind.CASE_STOP, Permission.MANAGE_CASES, "Прекратить поддержку", stop_case)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_EXIT)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a closed case."""
    return coded(request, pk, ReasonKind.CASE_REOPENING, Permission.DECIDE_EXIT, "Возобновить поддержку", reopen_case)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on after a pause, and hear how long it was."""
    case, user = case_for(request, pk, Permission.MANAGE_CASES), person(request)
    form = ActForm(request.POST or None, initial={"version": case.version})

    def act(data: dict[str, Any]) -> int:
        return resume_case(case_id=pk, by=user, version=version_of(data))[1]

    def said(days: int) -> str:
        return f"Поддержка возобновлена. Пауза длилась {days} {plural(days, 'день', 'дня', 'дней')}, сроки не шли."

    lead = "Записи школы снова можно будет менять, сроки пойдут дальше."
    return one_form(request, case, form, heading="Возобновить поддержку", act=act, done=said, lead=lead)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the support over to the successor of the school."""
    case, user = case_for(request, pk, Permission.MANAGE_CASES), person(request)
    form = ReasonForm(request.POST or None, initial={"version": case.version})

    def act(data: dict[str, Any]) -> str:
        heir = transfer_case(case_id=pk, reason=data["reason"], by=user, version=version_of(data))
        return case_url(heir.pk)

    lead = f"Преемник по реестру: {case.school.successor or 'не указан'}. История останется связанной."
    done = "Поддержка передана, открыт случай школы-преемника."
    return one_form(request, case, form, heading="Передать школе-преемнику", act=act, done=done, lead=lead)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def support_format(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the format of support; a second year in a row forces it."""
    case, user = case_for(request, pk, Permission.MANAGE_CASES), person(request)
    initial = {"version": case.version, "support_format": case.support_format_id, "reason": case.format_reason}
    formats = SupportFormat.objects.visible_to(user).of(case.municipality)
    form = FormatForm(request.POST or None, formats=formats, initial=initial)

    def act(data: dict[str, Any]) -> SupportCase:
        return choose_format(
            case_id=pk,
            support_format_id=data["support_format"].pk,
            reason=data["reason"],
            by=user,
            version=version_of(data),
        )

    return one_form(
        request,
        case,
        form,
        heading="Формат поддержки",
        act=act,
        done="Формат поддержки выбран.",
        formats=formats.active().order_by("-for_second_year", "pk"),
        lead=f"Лет подряд в перечне: {case.years_in_row}. Форматы для второго года стоят первыми.",
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def assignment(request: HttpRequest, pk: int, role: str) -> HttpResponse:
    """Put a coordinator or a curator in charge."""
    if role not in AssignmentRole.values:
        raise Http404
    case, user, place = case_for(request, pk, Permission.MANAGE_CASES), person(request), AssignmentRole(role)
    people = eligible_for(case, place)
    initial = {"version": case.version, "person": getattr(case, f"{role}_id")}
    form = AssignForm(request.POST or None, people=people, initial=initial)

    def act(data: dict[str, Any]) -> SupportCase:
        return assign(case_id=pk, role=place, person_id=data["person"], by=user, version=version_of(data))

    lead = (
        "Выбирают из тех, кто ведёт случаи поддержки города."
        if place == AssignmentRole.COORDINATOR
        else "Выбирают из тех, кому администратор портала дал роль куратора этой школы."
    )
    return one_form(request, case, form, heading=place.label.capitalize(), act=act, done="Назначено.", lead=lead)


def coded(
    request: HttpRequest, pk: int, kind: ReasonKind, permission: Permission, heading: str, service: Any
) -> HttpResponse:
    """An act with a reason of the reference book."""
    case, user = case_for(request, pk, permission), person(request)
    form = CodedReasonForm(request.POST or None, kind=kind, initial={"version": case.version})

    def act(data: dict[str, Any]) -> SupportCase:
        done: SupportCase = service(
            case_id=pk,
            reason_code=data["reason_code"],
            comment=data["comment"],
            by=user,
            version=version_of(data),
        )
        return done

    lead = "Причина останется в истории школы, администрация школы получит уведомление."
    return one_form(request, case, form, heading=heading, act=act, done=f"Сделано: {heading.lower()}.", lead=lead)
