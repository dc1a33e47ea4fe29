"""A period: the wording for print, and what the portal understood by it."""

from dataclasses import dataclass
from datetime import date

from roadmaps.periods import telling
from roadmaps.periods.words import Interval, PeriodKind, Recurrence


@dataclass(frozen=True, slots=True)
class Period:
    """`due_days`: by when each turn of it must be done, ascending; empty when no day is known.

    `intervals` are the days named, for «до …» the one day. `times` in each `every`-th unit of `recurrence`. `notes` are
    sentences worth a look that stand in nobody's way; `problem` says why an unknown period is unknown.
    """

    wording: str
    kind: PeriodKind
    academic_year: int
    intervals: tuple[Interval, ...] = ()
    due_days: tuple[date, ...] = ()
    recurrence: Recurrence | None = None
    times: int = 1
    every: int = 1
    notes: tuple[str, ...] = ()
    problem: str = ""

    @property
    def starts_on(self) -> date | None:
        """The first day; None for a deadline, which does not say when to begin."""
        if self.kind is PeriodKind.DEADLINE or not self.intervals:
            return None
        return self.intervals[0].starts_on

    @property
    def due_on(self) -> date | None:
        """The last day by which all of it must be done."""
        return self.due_days[-1] if self.due_days else None

    @property
    def is_readable(self) -> bool:
        """Whether the wording says something about time, if only «по графику»."""
        return self.kind not in (PeriodKind.EMPTY, PeriodKind.UNKNOWN)

    @property
    def sort_key(self) -> tuple[date, date]:
        """Order of time; what has no days comes last."""
        due_on = self.due_on or date.max
        return self.starts_on or due_on, due_on

    def occurrences(self, starts_on: date = date.min, ends_on: date = date.max) -> tuple[date, ...]:
        """Due days between two days, both included: those of a month for a calendar, the next ones for a reminder."""
        return tuple(day for day in self.due_days if starts_on <= day <= ends_on)

    def describe(self) -> str:
        """How the portal understood it, in Russian."""
        if self.kind is PeriodKind.UNKNOWN:
            return self.problem
        if self.kind is PeriodKind.RECURRING:
            return telling.turns(self.due_days)
        if self.kind is PeriodKind.DEADLINE:
            return telling.deadlines(self.due_days)
        if self.intervals:
            return telling.spans(self.intervals)
        return telling.DAYLESS[self.kind]
