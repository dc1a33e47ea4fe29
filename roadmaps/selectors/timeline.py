"""A plan on the axis of its year, as a drawing and as the table that says the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from roadmaps.models import Measure, Roadmap, RoadmapSection
from roadmaps.rules.months import school_year_bounds
from roadmaps.rules.plan_text import numbered
from roadmaps.selectors.lateness import Debt, debts_of
from roadmaps.selectors.roadmap_page import live_measures
from shnor_portal.common.charts.gantt import Gantt, Group, Mark, Row
from shnor_portal.common.numbers import plural
from shnor_portal.common.years import format_academic_year

NO_TERM = "дней портал не знает"
DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A measure with its place on the axis. `late` counts working days."""

    measure: Measure
    number: str
    row: Row
    late: int

    @property
    def tone(self) -> str:
        return "bad" if self.late else self.measure.tone

    @property
    def words(self) -> str:
        """What the table says of the state."""
        if not self.late:
            return str(self.measure.get_state_display())
        return f"просрочено на {self.late} {plural(self.late, 'рабочий день', 'рабочих дня', 'рабочих дней')}"


@dataclass(frozen=True, slots=True)
class TimelineGroup:
    """A section, or what stands before the sections."""

    title: str
    rows: Sequence[TimelineRow]


@dataclass(frozen=True, slots=True)
class Timeline:
    groups: Sequence[TimelineGroup]
    chart: Gantt | None

    @property
    def rows(self) -> list[TimelineRow]:
        return [row for group in self.groups for row in group.rows]


def timeline_of(roadmap: Roadmap, today: date) -> Timeline:
    """The plan in seven queries, however long. Nothing is late in a plan that is not in force."""
    sections = list(RoadmapSection.objects.filter(roadmap=roadmap, is_removed=False).order_by("position", "pk"))
    measures = live_measures(roadmap, [section.pk for section in sections])
    debts = {debt.measure_id: debt for debt in debts_of(Measure.objects.live().filter(roadmap=roadmap))}
    told = numbered([(measure.section_id, measure) for measure in measures], [section.pk for section in sections])
    rows = [_row(measure, number, debts[measure.pk], roadmap.is_in_force, today) for number, measure in told]
    heads = [(None, ""), *((section.pk, section.title) for section in sections)]
    groups = [TimelineGroup(title, [row for row in rows if row.measure.section_id == key]) for key, title in heads]
    groups = [group for group in groups if group.rows]
    return Timeline(groups, _chart(roadmap, groups, today) if groups else None)


def _row(measure: Measure, number: str, debt: Debt, is_in_force: bool, today: date) -> TimelineRow:
    late = debt.late(today) if is_in_force else None
    is_late = set(late.turns) if late else set()
    still_open = set(debt.owed.open_days)
    marks = [
        Mark(day, "late" if day in is_late else "open" if day in still_open else "done") for day in debt.owed.due_days
    ]
    note = "" if marks else measure.period_wording or NO_TERM
    bars = [] if measure.period_kind == DEADLINE else list(_bars(measure.intervals))
    return TimelineRow(measure, number, Row(f"{number} {measure}", bars, marks, note), late.days if late else 0)


def _bars(intervals: Iterable[Sequence[str]]) -> Iterable[tuple[date, date]]:
    for first, last in intervals:
        yield date.fromisoformat(first), date.fromisoformat(last)


def _chart(roadmap: Roadmap, groups: Sequence[TimelineGroup], today: date) -> Gantt:
    first, last = school_year_bounds(roadmap.academic_year)
    rows = [row for group in groups for row in group.rows]
    late = sum(bool(row.late) for row in rows)
    words = plural(len(rows), "мероприятие", "мероприятия", "мероприятий")
    return Gantt(
        chart_id=f"timeline-{roadmap.pk}",
        title=f"Дорожная карта на оси {format_academic_year(roadmap.academic_year)} учебного года",
        summary=f"{len(rows)} {words}, просрочено {late}. Те же сведения — в таблице под рисунком.",
        first=first,
        last=last,
        today=today,
        groups=[Group(group.title, [row.row for row in group.rows]) for group in groups],
    )
