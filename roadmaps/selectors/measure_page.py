"""The page of a measure: its turns, evidence by slots, history, moved terms, what reviews asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from roadmaps.enums import EvidenceState
from roadmaps.lifecycle import MEASURE
from roadmaps.models import Evidence, Measure, ProgressReport
from roadmaps.models.roadmap import MeasureQuerySet
from roadmaps.periods import read_period
from roadmaps.reference.reasons import REASONS, ReasonKind
from roadmaps.rules.lateness import SETTLED, Lateness
from roadmaps.selectors.lateness import TURN, Debt, debts_of
from roadmaps.selectors.programme import programme_of
from shnor_portal.accounts.models import User
from shnor_portal.common.ui import Event, Tone

WORDS = {
    "start": "Взято в работу",
    "finish": "Школа отметила выполненным",
    TURN: "Отчёт за один из сроков",
    "note": "Ход работы",
    "take_back": "Школа вернула себе в работу",
    "confirm": "Выполнение подтверждено",
    "return": "Возвращено на доработку",
    "cancel": "Снято с плана",
    "restore": "Возвращено в план",
    "override_confirm": "Подтверждено по решению координатора",
}
TONES: dict[str, Tone] = {
    "finish": "info",
    TURN: "info",
    "confirm": "good",
    "override_confirm": "good",
    "return": "warn",
    "cancel": "neutral",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One due day: the report it got, or how many working days it is late (0 when in time)."""

    day: date
    report: ProgressReport | None
    is_answered: bool
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """An evidence with the versions it took the place of, the newest first."""

    current: Evidence
    earlier: list[Evidence]

    @property
    def reason(self) -> str:
        """Why it was rejected, with the hint what to do."""
        item = REASONS[ReasonKind.EVIDENCE_REJECTION].get(self.current.reason_code)
        return f"{item.title}. {item.hint}" if item else ""


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """All that the page says besides the columns of the measure."""

    late: Lateness | None
    turns: list[Turn]
    slots: list[Slot]
    events: list[Event]
    understood: str

    @property
    def has_evidence(self) -> bool:
        return any(slot.current.state != EvidenceState.REJECTED for slot in self.slots)

    @property
    def waiting(self) -> int:
        return sum(slot.current.state == EvidenceState.UPLOADED for slot in self.slots)


def measure_page(measure: Measure, on: date) -> MeasurePage:
    """Read the page; the measure comes with its roadmap and municipality."""
    reports = list(measure.reports.select_related("by"))
    evidence = list(measure.evidence.select_related("uploaded_by", "decided_by", "reused_from"))
    rows: MeasureQuerySet = Measure.objects.filter(pk=measure.pk)
    debt = debts_of(rows)[0]
    period = read_period(
        measure.period_wording, measure.roadmap.academic_year, programme_of(measure.municipality).terms
    )
    return MeasurePage(
        late=debt.late(on),
        turns=_turns(debt, reports, on),
        slots=slots_of(evidence),
        events=_events(measure, reports),
        understood=period.describe() if measure.period_wording else "",
    )


def _turns(debt: Debt, reports: Sequence[ProgressReport], on: date) -> list[Turn]:
    """Due days in order. The last one is answered by the state of the measure, the others by their own reports."""
    last_report = {report.due_day: report for report in reports if report.due_day and report.act in (TURN, "finish")}
    open_days = debt.owed.open_days
    return [
        Turn(
            day,
            last_report.get(day) if day not in open_days else None,
            day not in open_days,
            debt.clock.days_late(day, on) if day in open_days and debt.owed.state not in SETTLED else 0,
        )
        for day in debt.owed.due_days
    ]


def slots_of(evidence: Iterable[Evidence]) -> list[Slot]:
    """Evidence by slots in the order they were first attached."""
    by_key = {row.pk: row for row in evidence}
    replaced = {row.replaces_id for row in by_key.values() if row.replaces_id}
    slots = []
    for row in by_key.values():
        if row.pk in replaced:
            continue
        earlier, key = [], row.replaces_id
        while key in by_key:
            earlier.append(by_key[key])
            key = by_key[key].replaces_id
        slots.append(Slot(row, earlier))
    return slots


def _events(measure: Measure, reports: Iterable[ProgressReport]) -> list[Event]:
    """History for the timeline, the newest first."""
    zone = measure.municipality.zone
    return [
        Event(
            when=f"{report.at.astimezone(zone):%d.%m.%Y %H:%M}",
            title=_title(report),
            text=report.text,
            who=report.by.full_name if report.by else "портал",
            tone=TONES.get(report.act, "neutral"),
        )
        for report in sorted(reports, key=lambda report: (report.at, report.pk), reverse=True)
    ]


def _title(report: ProgressReport) -> str:
    words = WORDS.get(report.act) or MEASURE[report.act].title
    return f"{words}: {report.due_day:%d.%m.%Y}" if report.act == TURN and report.due_day else words


def reusable_evidence(user: User, measure: Measure) -> list[Evidence]:
    """Accepted evidence of the same owner's plans of earlier years, newest first, that this measure may take again."""
    plan = measure.roadmap
    rows = Evidence.objects.visible_to(user).filter(
        state=EvidenceState.ACCEPTED,
        measure__roadmap__municipality_id=plan.municipality_id,
        measure__roadmap__school_id=plan.school_id,
        measure__roadmap__academic_year__lt=plan.academic_year,
    )
    return list(rows.select_related("measure__roadmap").order_by("-measure__roadmap__academic_year", "-pk")[:100])
