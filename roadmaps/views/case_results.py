"""Pages: expert conclusions, and how the year of a case ends."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roadmaps.enums import ConclusionKind
from roadmaps.forms.cases import ActForm, ConclusionForm, FormatForm, ReasonForm
from roadmaps.models import Conclusion, SupportCase, SupportFormat
from roadmaps.selectors.exits import exit_conditions, final_conclusion
from roadmaps.selectors.movement import movements_of
from roadmaps.services.conclusions import sign_conclusion, unsign_conclusion, write_conclusion
from roadmaps.services.exits import change_format, continue_case, exit_case
from roadmaps.views.case_forms import case_for, case_or_404, case_url, one_form, version_of
from roadmaps.views.cases import case_page
from shnor_portal.accounts.access import person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@require_http_methods(["GET", "POST"])
@requires(Permission.CONCLUDE_CASES)
def conclusion(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Write a conclusion beside the figures it is about."""
    if kind not in ConclusionKind.values:
        raise Http404
    case, user, what = case_for(request, pk, Permission.CONCLUDE_CASES), person(request), ConclusionKind(kind)
    row = case.conclusions.filter(kind=what).first()
    names = ("text", "effect", "recommendation", "version")
    form = ConclusionForm(request.POST or None, initial={name: getattr(row, name) for name in names} if row else None)

    def act(data: dict[str, Any]) -> Conclusion:
        version = data.pop("version")
        return write_conclusion(case_id=pk, kind=what, by=user, version=version, **data)

    return one_form(
        request,
        case,
        form,
        heading=f"Экспертное заключение: {what.label}",
        act=act,
        done="Черновик заключения сохранён. Подпишите его, когда он готов.",
        tab="results",
        movements=movements_of(case),
        lead="Показатели показывают движение, но не причины: причины пишет эксперт.",
    )


@require_POST
@requires(Permission.CONCLUDE_CASES)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign a conclusion; the figures of today are kept in it."""
    row, form = conclusion_or_404(request, pk), ActForm(request.POST)
    version = version_of(form.cleaned_data) if form.is_valid() else None
    try:
        sign_conclusion(conclusion_id=row.pk, by=person(request), version=version)
    except Refusal as refusal:
        return case_page(request, case_or_404(request, row.case_id), refusal)
    messages.success(request, "Заключение подписано, показатели этого дня сохранены в нём.")
    return redirect(case_url(row.case_id, "results"))


@require_http_methods(["GET", "POST"])
@requires(Permission.CONCLUDE_CASES)
def unsign(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the signature off, with the reason."""
    row, user = conclusion_or_404(request, pk), person(request)
    case = case_for(request, row.case_id, Permission.CONCLUDE_CASES)

    def act(data: dict[str, Any]) -> Conclusion:
        return unsign_conclusion(conclusion_id=row.pk, reason=data["reason"], by=user)

    return one_form(
        request,
        case,
        ReasonForm(request.POST or None),
        heading="Снять подпись с заключения",
        act=act,
        done="Подпись снята, заключение снова черновик.",
        tab="results",
        lead="Текст останется, сохранённые показатели будут взяты заново при подписании.",
    )


@require_GET
@requires(Permission.DECIDE_EXIT)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """How the year ends: the three ways out with what each needs."""
    case = case_for(request, pk, Permission.DECIDE_EXIT)
    conditions = exit_conditions(case)
    context = {
        "case": case,
        "conditions": conditions,
        "can_exit": all(condition.holds for condition in conditions),
        "conclusion": final_conclusion(case),
        "movements": movements_of(case),
    }
    return render(request, "roadmaps/case_decide.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_EXIT)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the school off the programme."""
    lead = "Школа выходит из программы и год остаётся под наблюдением."
    return ending(request, pk, exit_case, "Вывести из перечня", "Школа вышла из перечня.", lead)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_EXIT)
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Support goes on next year."""
    lead = "Этот год закрывается, открывается случай следующего года, связанный с этим."
    return ending(request, pk, continue_case, "Продолжить поддержку", "Открыт случай следующего года.", lead)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_EXIT)
def other_format(request: HttpRequest, pk: int) -> HttpResponse:
    """Support goes on in another format."""
    case, user = case_for(request, pk, Permission.DECIDE_EXIT), person(request)
    formats = SupportFormat.objects.visible_to(user).of(case.municipality)
    form = FormatForm(request.POST or None, formats=formats, initial={"version": case.version})

    def act(data: dict[str, Any]) -> str:
        following = change_format(
            case_id=pk,
            support_format_id=data["support_format"].pk,
            reason=data["reason"],
            by=user,
            version=version_of(data),
        )
        return case_url(following.pk)

    return one_form(
        request,
        case,
        form,
        heading="Сменить формат поддержки",
        act=act,
        done="Открыт случай следующего года с новым форматом.",
        formats=formats.active().order_by("-for_second_year", "pk"),
        lead="Этот год закрывается, следующий начинается с другого формата.",
    )


def ending(request: HttpRequest, pk: int, service: Any, heading: str, done: str, lead: str) -> HttpResponse:
    """An end of the year with words; leads to the case that goes on, if there is one."""
    case, user = case_for(request, pk, Permission.DECIDE_EXIT), person(request)
    form = ReasonForm(request.POST or None, initial={"version": case.version})

    def act(data: dict[str, Any]) -> str:
        after: SupportCase = service(case_id=pk, reason=data["reason"], by=user, version=version_of(data))
        return case_url(after.pk)

    return one_form(request, case, form, heading=heading, act=act, done=done, lead=lead)


def conclusion_or_404(request: HttpRequest, pk: int) -> Conclusion:
    """The conclusion in the person's sight."""
    return visible_or_404(Conclusion.objects.visible_to(person(request)), pk=pk)
