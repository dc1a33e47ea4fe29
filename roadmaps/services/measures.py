"""Carrying a measure out: the school reports, the curator confirms or returns, the coordinator overrides."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from roadmaps.enums import EvidenceState, MeasureState
from roadmaps.lifecycle import MEASURE
from roadmaps.models import Measure
from roadmaps.notifications import MEASURE_DECIDED, MEASURE_RETURNED
from roadmaps.reference.reasons import ReasonKind
from roadmaps.rules.lateness import Owed
from roadmaps.selectors.doing_rights import may
from roadmaps.selectors.lateness import TURN, reported_turns
from roadmaps.services.doing_messages import tell_checkers, tell_school
from roadmaps.services.guards import require_version
from roadmaps.services.measure_guards import held_measure, measure_for_act, reason_words, require_past
from roadmaps.services.measure_moves import move, record_act, write_report
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@transaction.atomic
def start_measure(*, measure_id: int, by: User, version: int | None = None, text: str = "") -> Measure:
    """The school takes the measure into work."""
    measure, transition = measure_for_act(measure_id=measure_id, act="start", by=by, version=version)
    return move(measure, transition, by=by, text=text)


@transaction.atomic
def finish_measure(*, measure_id: int, text: str, done_on: date, by: User, version: int | None = None) -> Measure:
    """The school says that all of it is done, what was done and on which day.

    Raises Refusal TURNS_LEFT while turns before the last one have no report, VALUE_DATE for a day to come. Evidence is
    asked for on the page and not here: without it nothing is confirmed anyway (ADR 0019).
    """
    measure, _ = measure_for_act(measure_id=measure_id, act="finish", by=by, version=version)
    require_past(done_on, measure)
    left = open_turns(measure)[:-1]
    if left:
        days = ", ".join(f"{day:%d.%m.%Y}" for day in left)
        raise Refusal(
            "TURNS_LEFT",
            f"Есть сроки без отчёта: {days}.",
            "Отчитайтесь за каждый срок: отчёт за последний завершит мероприятие.",
        )
    return _finished(measure, done_on, text, by)


@transaction.atomic
def report_turn(
    *, measure_id: int, due_day: date, text: str, done_on: date, by: User, version: int | None = None
) -> Measure:
    """The school answers for one turn of a measure that has several; the last open turn finishes it.

    Raises Refusal STATE when the measure takes no reports, TURN_UNKNOWN for a day that is no open turn of it.
    """
    measure, _ = measure_for_act(measure_id=measure_id, act="finish", by=by, version=version)
    require_past(done_on, measure)
    left = open_turns(measure)
    if due_day not in left:
        raise Refusal("TURN_UNKNOWN", "За этот срок отчёт уже есть или такого срока нет.", "Обновите страницу.")
    if left == (due_day,):
        return _finished(measure, done_on, text, by)
    before, measure.state = measure.state, MeasureState.IN_PROGRESS
    measure.version += 1
    measure.save()
    write_report(measure, TURN, before, by=by, text=text, due_day=due_day)
    record_act(measure, TURN, by, {"due_day": due_day})
    tell_checkers(measure, by, text)
    return measure


def _finished(measure: Measure, done_on: date, text: str, by: User) -> Measure:
    measure.done_on = done_on
    last = date.fromisoformat(measure.due_days[-1]) if measure.due_days else None
    moved = move(measure, MEASURE["finish"], by=by, text=text, due_day=last)
    tell_checkers(measure, by, text)
    return moved


def open_turns(measure: Measure) -> tuple[date, ...]:
    """Due days of the measure without a report, the last one among them until the measure is done."""
    days = tuple(map(date.fromisoformat, measure.due_days))
    return Owed(measure.state, days, reported_turns([measure.pk]).get(measure.pk, frozenset())).open_days


@transaction.atomic
def take_back_measure(*, measure_id: int, by: User, version: int | None = None, text: str = "") -> Measure:
    """The school takes its report back before anyone has decided on it."""
    measure, transition = measure_for_act(measure_id=measure_id, act="take_back", by=by, version=version)
    measure.done_on = None
    return move(measure, transition, by=by, text=text)


@transaction.atomic
def confirm_measure(
    *, measure_id: int, by: User, text: str = "", reason_code: str = "", version: int | None = None
) -> Measure:
    """The curator or the department confirms what is done.

    Raises Refusal EVIDENCE_NEEDED without an accepted evidence, unless the person may override and names a reason.
    """
    measure, transition = measure_for_act(measure_id=measure_id, act="confirm", by=by, version=version)
    note = ""
    if not measure.evidence.filter(state=EvidenceState.ACCEPTED).exists():
        note = _ground_without_evidence(measure, by, reason_code, text)
    measure.confirmed_on = _today(measure)
    moved = move(measure, transition, by=by, text=note or text, reason_code=reason_code if note else "", note=note)
    tell_school(measure, by, MEASURE_DECIDED, note or text or "Выполнение подтверждено.")
    return moved


def _ground_without_evidence(measure: Measure, by: User, reason_code: str, text: str) -> str:
    if not reason_code or not may(by, measure, Permission.OVERRIDE_MEASURES):
        raise Refusal(
            "EVIDENCE_NEEDED",
            "Ни одно подтверждение ещё не принято.",
            "Примите подтверждение. Координатор может подтвердить и без него, указав причину.",
        )
    return reason_words(ReasonKind.STATE_OVERRIDE, reason_code, text)


@transaction.atomic
def return_measure(
    *, measure_id: int, reason_code: str, by: User, text: str = "", version: int | None = None
) -> Measure:
    """Send the measure back to the school, with a reason the school can act on."""
    measure, transition = measure_for_act(
        measure_id=measure_id, act="return", by=by, version=version, reason=reason_code
    )
    reason = reason_words(ReasonKind.EVIDENCE_REJECTION, reason_code, text)
    measure.done_on = measure.confirmed_on = None
    moved = move(measure, transition, by=by, text=reason, reason_code=reason_code, note=reason)
    tell_school(measure, by, MEASURE_RETURNED, reason)
    return moved


@transaction.atomic
def override_measure(
    *, measure_id: int, act: str, reason_code: str, by: User, text: str = "", version: int | None = None
) -> Measure:
    """The coordinator's decision, with a reason that stays: `act` is cancel, restore or override_confirm."""
    measure, transition = measure_for_act(measure_id=measure_id, act=act, by=by, version=version, reason=reason_code)
    reason = reason_words(ReasonKind.STATE_OVERRIDE, reason_code, text)
    if transition.target == MeasureState.CONFIRMED:
        measure.confirmed_on = _today(measure)
    moved = move(measure, transition, by=by, text=reason, reason_code=reason_code, note=reason)
    tell_school(measure, by, MEASURE_DECIDED, f"{transition.title}. {reason}")
    return moved


@transaction.atomic
def note_progress(*, measure_id: int, text: str, by: User, version: int | None = None) -> Measure:
    """The school writes how the work goes; the state stays."""
    measure = held_measure(measure_id=measure_id, by=by, permissions=(Permission.REPORT_PROGRESS,))
    require_version(measure, version)
    write_report(measure, "note", measure.state, by=by, text=text)
    record_act(measure, "note", by)
    return measure


def _today(measure: Measure) -> date:
    return timezone.now().astimezone(measure.municipality.zone).date()
