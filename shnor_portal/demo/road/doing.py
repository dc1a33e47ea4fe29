"""Carrying measures out: by its term each measure has a fate, and evidence that was accepted, rejected or waits."""

from datetime import date, timedelta
from enum import Enum, auto

from django.db.models import F

from roadmaps.enums import MeasureState
from roadmaps.models import Evidence, Measure, Roadmap
from roadmaps.services.evidence import accept_evidence, add_evidence, reject_evidence, replace_evidence
from roadmaps.services.measures import (
    confirm_measure,
    finish_measure,
    note_progress,
    open_turns,
    override_measure,
    report_turn,
    return_measure,
    start_measure,
)
from roadmaps.services.terms import move_term
from shnor_portal.accounts.models import User
from shnor_portal.demo.road.cast import Cast
from shnor_portal.demo.road.days import Days

SOON = timedelta(days=60)


class Fate(Enum):
    """What became of a measure by today."""

    CONFIRMED = auto()
    WAITING = auto()
    REPLACED = auto()
    RETURNED = auto()
    CANCELLED = auto()
    GOING = auto()
    LATE = auto()
    AHEAD = auto()


_UNDECIDED = (Fate.WAITING, Fate.REPLACED)
_SLIPS = (Fate.LATE, Fate.RETURNED, Fate.GOING, Fate.LATE, Fate.LATE)


def carry_out(
    roadmap: Roadmap, days: Days, cast: Cast, *, slips: int, checker: User, undecided: int = len(_UNDECIDED)
) -> None:
    """Every measure of a roadmap in force as far as it would be today.

    `slips` of the overdue ones are left, and the newest `undecided` of them are reported but not decided on.
    """
    by = cast.deputy(roadmap.school) if roadmap.school else cast.officer
    rows = Measure.objects.live().filter(roadmap=roadmap, state=MeasureState.PLANNED)
    measures = list(rows.order_by(F("due_on").asc(nulls_last=True), "section__position", "position"))
    overdue = [measure for measure in measures if measure.due_on and measure.due_on < days.today]
    for place, measure in enumerate(overdue):
        fate = overdue_fate(place, len(overdue) - place, slips, undecided)
        Doer(measure, days, by, checker, cast.coordinator).act(fate)
    for measure in measures[len(overdue) :]:
        is_near = measure.due_on is not None and measure.due_on <= days.today + SOON
        Doer(measure, days, by, checker, cast.coordinator).act(Fate.GOING if is_near else Fate.AHEAD)


def overdue_fate(place: int, left: int, slips: int, undecided: int) -> Fate:
    """The oldest slip, one is cancelled, the newest wait for a decision, the others are confirmed."""
    if place < slips:
        return _SLIPS[place % len(_SLIPS)]
    if place == slips > 1:
        return Fate.CANCELLED
    return _UNDECIDED[left - 1] if left <= undecided else Fate.CONFIRMED


class Doer:
    """One measure and the people around it."""

    def __init__(self, measure: Measure, days: Days, school: User, checker: User, coordinator: User) -> None:
        self.measure, self.days = measure, days
        self.school, self.checker, self.coordinator = school, checker, coordinator

    def act(self, fate: Fate) -> None:
        self.answer_turns()
        match fate:
            case Fate.CONFIRMED:
                accept_evidence(evidence_id=self.attach().pk, by=self.checker)
                self.finish()
                confirm_measure(measure_id=self.measure.pk, by=self.checker)
            case Fate.WAITING:
                self.attach()
                self.finish()
            case Fate.REPLACED:
                self.replace(self.reject(self.attach()))
                self.finish()
            case Fate.RETURNED:
                self.send_back()
            case Fate.CANCELLED:
                self.cancel()
            case Fate.GOING:
                self.go_on()
            case Fate.LATE | Fate.AHEAD:
                return

    def answer_turns(self) -> None:
        """Reports for turns that have passed, but for the last one, which ends the measure."""
        for day in open_turns(self.measure)[:-1]:
            if day <= self.days.today:
                text = "Проведено по плану."
                self.measure = report_turn(
                    measure_id=self.measure.pk, due_day=day, text=text, done_on=day, by=self.school
                )

    def attach(self) -> Evidence:
        title = self.measure.evidence_hint or "Страница на сайте школы"
        return add_evidence(measure_id=self.measure.pk, title=title, link=self.link(), by=self.school)

    def link(self, version: int = 1) -> str:
        place = self.measure.roadmap.school_id or "gorod"
        return f"https://shkola-{place}.lazurnomorsk.example/shkola-rosta/{self.measure.pk}/{version}/"

    def reject(self, evidence: Evidence) -> Evidence:
        reject_evidence(evidence_id=evidence.pk, reason_code="link_broken", by=self.checker)
        return evidence

    def replace(self, evidence: Evidence) -> None:
        replace_evidence(evidence_id=evidence.pk, title=evidence.title, link=self.link(2), by=self.school)

    def finish(self) -> None:
        """All turns first, those to come too, so that a measure may be done before its time."""
        for day in open_turns(self.measure)[:-1]:
            self.report_early(day)
        done_on = min(self.measure.due_on or self.days.today, self.days.today)
        text = f"Сделано. {self.measure.expected_result}"
        finish_measure(measure_id=self.measure.pk, text=text, done_on=done_on, by=self.school)

    def report_early(self, day: date) -> None:
        done_on = min(day, self.days.today)
        report_turn(measure_id=self.measure.pk, due_day=day, text="Проведено.", done_on=done_on, by=self.school)

    def send_back(self) -> None:
        self.reject(self.attach())
        self.finish()
        return_measure(
            measure_id=self.measure.pk,
            reason_code="incomplete",
            text="Видно начало работы; за остальное время подтверждений нет.",
            by=self.checker,
        )

    def cancel(self) -> None:
        override_measure(
            measure_id=self.measure.pk,
            act="cancel",
            reason_code="duplicate",
            text="Отчёт будет по той строке, где назван ответственный.",
            by=self.coordinator,
        )

    def go_on(self) -> None:
        if self.measure.state == MeasureState.PLANNED:
            start_measure(measure_id=self.measure.pk, by=self.school)
        note_progress(measure_id=self.measure.pk, text="Начали с двух классов, остальные по графику.", by=self.school)


def move_one_term(roadmap: Roadmap, days: Days, by: User) -> None:
    """The first measure that is late gets a new term, with a reason that stays."""
    late = Measure.objects.open().filter(roadmap=roadmap, due_on__lt=days.today).order_by("due_on").first()
    if late is None:
        return
    day = days.ahead(30)
    move_term(
        measure_id=late.pk,
        wording=f"до {day:%d.%m.%Y}",
        reason_code="staff",
        reason="Учитель на больничном, замена вышла с понедельника.",
        by=by,
    )
