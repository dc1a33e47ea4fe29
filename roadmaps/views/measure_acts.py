"""Acts on a measure: a form of its own where something must be said, one press where nothing must."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from roadmaps.enums import EvidenceState
from roadmaps.forms.measures import (
    ActForm,
    BulkForm,
    ConfirmForm,
    FinishForm,
    MoveTermForm,
    NoteForm,
    ReasonedForm,
    ReturnForm,
    TurnForm,
    WordForm,
)
from roadmaps.lifecycle import MEASURE
from roadmaps.models import Measure
from roadmaps.selectors.doing_rights import may
from roadmaps.selectors.programme import today_in
from roadmaps.services.bulk_measures import BulkOutcome, confirm_many, remind_many, return_many
from roadmaps.services.measures import (
    confirm_measure,
    finish_measure,
    note_progress,
    open_turns,
    override_measure,
    report_turn,
    return_measure,
    start_measure,
    take_back_measure,
)
from roadmaps.services.terms import MOVERS, move_term
from roadmaps.views.measures import measure_or_404
from shnor_portal.accounts.access import person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.numbers import plural
from shnor_portal.common.refusals import Refusal

Run = Callable[..., Measure]


@dataclass(frozen=True, slots=True)
class MeasureAct:
    """An act as people meet it. `lead` says what will follow, `arguments` are those of `run` besides the form's."""

    run: Run
    form: type[ActForm]
    permissions: tuple[str, ...]
    title: str
    submit: str
    said: str
    lead: str = ""
    arguments: tuple[tuple[str, str], ...] = ()
    is_grave: bool = False


def _of_table(act: str, run: Run, form: type[ActForm], said: str, lead: str = "", **more: Any) -> MeasureAct:
    """An act of the life cycle: its words and rights come from the table."""
    transition = MEASURE[act]
    return MeasureAct(run, form, transition.permissions, transition.title, transition.title, said, lead, **more)


_REPORTS = (Permission.REPORT_PROGRESS,)
ACTS: dict[str, MeasureAct] = {
    "start": _of_table("start", start_measure, WordForm, "Мероприятие взято в работу."),
    "finish": _of_table(
        "finish",
        finish_measure,
        FinishForm,
        "Отчёт отправлен. Куратор проверит подтверждения.",
        "Куратор увидит отчёт и подтверждения. До его решения отчёт можно вернуть себе.",
    ),
    "report_turn": MeasureAct(
        report_turn,
        TurnForm,
        _REPORTS,
        "Отчитаться за срок",
        "Отправить отчёт",
        "Отчёт за срок записан.",
        "У мероприятия несколько сроков. Отчёт за последний из них завершит мероприятие.",
    ),
    "note": MeasureAct(
        note_progress,
        NoteForm,
        _REPORTS,
        "Записать ход работы",
        "Записать",
        "Ход работы записан.",
        "Состояние останется прежним.",
    ),
    "take_back": _of_table("take_back", take_back_measure, WordForm, "Мероприятие снова в работе."),
    "confirm": _of_table(
        "confirm", confirm_measure, ConfirmForm, "Выполнение подтверждено. Школе отправлено уведомление."
    ),
    "return": _of_table(
        "return",
        return_measure,
        ReturnForm,
        "Мероприятие возвращено. Школе отправлена причина.",
        "Школа получит причину и подсказку, что исправить.",
    ),
    "cancel": _of_table(
        "cancel",
        override_measure,
        ReasonedForm,
        "Мероприятие снято с плана.",
        "Мероприятие останется в карте с пометкой «снято» и не войдёт в показатели.",
        arguments=(("act", "cancel"),),
        is_grave=True,
    ),
    "restore": _of_table(
        "restore", override_measure, ReasonedForm, "Мероприятие возвращено в план.", arguments=(("act", "restore"),)
    ),
    "override_confirm": _of_table(
        "override_confirm",
        override_measure,
        ReasonedForm,
        "Выполнение подтверждено решением координатора.",
        "Отчёт школы не потребуется. Решение и причина останутся в истории мероприятия.",
        arguments=(("act", "override_confirm"),),
    ),
    "move_term": MeasureAct(
        move_term,
        MoveTermForm,
        MOVERS,
        "Перенести срок",
        "Перенести",
        "Срок перенесён. Прежний остался в истории.",
        "Прежний срок и причина останутся на странице мероприятия и в печати карты.",
    ),
}


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_ROADMAPS)
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask what the act must know, carry it out, and back to the measure; a refusal keeps what was typed."""
    measure, what = measure_or_404(request, pk), ACTS[name]
    if not may(person(request), measure, *what.permissions):
        raise PermissionDenied
    form = form_of(what, measure, request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return act_page(request, measure, what, form, status=400 if form.errors else 200)
    try:
        what.run(measure_id=pk, by=person(request), **dict(what.arguments), **arguments_of(form))
    except Refusal as refusal:
        measure.refresh_from_db()
        return act_page(request, measure, what, form, refusal, refusal.status)
    messages.success(request, what.said)
    return redirect("roadmaps:measure", pk=pk)


def form_of(what: MeasureAct, measure: Measure, data: Any) -> ActForm:
    """The form of the act, with choices that depend on the measure."""
    more: dict[str, Any] = {}
    if what.form is TurnForm:
        more["days"] = open_turns(measure)
    if what.form is ConfirmForm:
        more["needs_reason"] = not measure.evidence.filter(state=EvidenceState.ACCEPTED).exists()
    today = today_in(measure.municipality)
    return what.form(data, initial={"version": measure.version, "done_on": today}, **more)


def arguments_of(form: ActForm) -> dict[str, Any]:
    """Fields of the form by the names of the services."""
    data = dict(form.cleaned_data)
    if isinstance(form, MoveTermForm):
        data["reason"] = data.pop("text")
    return data


def act_page(
    request: HttpRequest,
    measure: Measure,
    what: MeasureAct,
    form: ActForm,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The act on a page of its own; after STALE the form goes on from the state of now."""
    if refusal and refusal.code == "STALE":
        form.data = {**form.data.dict(), "version": measure.version}  # type: ignore[attr-defined]
    context = {"measure": measure, "act": what, "form": form, "refusal": refusal}
    return render(request, "roadmaps/measure_act.html", context, status=status)


@require_POST
@requires(Permission.CHECK_EVIDENCE)
def bulk(request: HttpRequest) -> HttpResponse:
    """One act on the chosen rows; what was declined is named."""
    form = BulkForm(request.POST)
    keys = [int(key) for key in request.POST.getlist("measure") if key.isascii() and key.isdigit()]
    if not form.is_valid() or not keys:
        messages.error(request, "Отметьте мероприятия и выберите действие.")
        return redirect(back_to(request))
    data = form.cleaned_data
    runs: dict[str, Callable[[], BulkOutcome]] = {
        "confirm": lambda: confirm_many(measure_ids=keys, by=person(request)),
        "return": lambda: return_many(
            measure_ids=keys, by=person(request), reason_code=data["reason_code"], text=data["text"]
        ),
        "remind": lambda: remind_many(measure_ids=keys, by=person(request), text=data["text"]),
    }
    say(request, data["act"], runs[data["act"]]())
    return redirect(back_to(request))


def say(request: HttpRequest, name: str, outcome: BulkOutcome) -> None:
    """What became of the rows, as messages: a few by name, the rest by number."""
    words = {"confirm": "Подтверждено", "return": "Возвращено", "remind": "Напоминаний отправлено"}
    if outcome.done:
        messages.success(request, f"{words[name]}: {len(outcome.done)}.")
    for measure, why in outcome.declined[:3]:
        messages.warning(request, f"«{measure}»: {why}")
    rest = len(outcome.declined) - 3
    if rest > 0:
        messages.warning(
            request, f"И ещё {rest} {plural(rest, 'мероприятие', 'мероприятия', 'мероприятий')} не изменено."
        )


def back_to(request: HttpRequest) -> str:
    """The list with the filters it had."""
    query = request.POST.get("query", "")
    return f"{reverse('roadmaps:measures')}?{query.lstrip('?')}" if query.strip("?") else reverse("roadmaps:measures")
