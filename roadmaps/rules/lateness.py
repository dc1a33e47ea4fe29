"""When a measure is late: working days of the city past a due day, with the days of a pause taken out.

Lateness is never stored. A paused day is treated as a day off: a due day inside a pause moves to the first working day
after it, and days of a pause are not counted as late. A pause that is over before the due day changes nothing: a term
is moved by a person, with a reason. When the support is over, or the school year is, the clock stops for good.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from roadmaps.enums import MeasureState
from shnor_portal.common.workdays import WorkCalendar

SETTLED = frozenset({MeasureState.DONE, MeasureState.CONFIRMED, MeasureState.CANCELLED})
"""States in which nothing is owed by the school: it waits for others, or the measure is closed."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """Days on which the support of a school stood still: from `since` up to `until`, which counts again; or open."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Clock:
    """Days that count for one school: the city's working days outside its pauses."""

    workdays: WorkCalendar
    pauses: tuple[Pause, ...] = ()

    def deadline(self, due: date) -> date | None:
        """The last day in time; None while an open pause holds it."""
        day = self.workdays.next_workday(due)
        while pause := next((pause for pause in self.pauses if pause.holds(day)), None):
            if pause.until is None:
                return None
            day = self.workdays.next_workday(pause.until)
        return day

    def days_late(self, due: date, on: date) -> int:
        """Counted days after the deadline up to and including `on`; 0 when in time."""
        deadline = self.deadline(due)
        if deadline is None or on <= deadline:
            return 0
        late = self.workdays.workdays_between(deadline, on)
        return late - sum(self._stood_still(pause, deadline, on) for pause in self.pauses)

    def until(self, end: date) -> "Clock":
        """The same clock stopped for good on the day; a pause that reaches it goes on for ever."""
        before = tuple(pause for pause in self.pauses if pause.since < end)
        if before and (before[-1].until is None or before[-1].until >= end):
            return Clock(self.workdays, (*before[:-1], Pause(before[-1].since)))
        return Clock(self.workdays, (*before, Pause(end)))

    def _stood_still(self, pause: Pause, start: date, end: date) -> int:
        """Working days of the pause after `start` up to and including `end`."""
        last = end if pause.until is None else min(end, pause.until - _DAY)
        return self.workdays.workdays_between(max(start, pause.since - _DAY), last)


@dataclass(frozen=True, slots=True)
class Owed:
    """What lateness asks of a measure. `reported` are turns with a report of their own."""

    state: str
    due_days: tuple[date, ...] = ()
    reported: frozenset[date] = field(default_factory=frozenset)

    @property
    def open_days(self) -> tuple[date, ...]:
        """Due days nobody has answered for yet.

        The last turn is answered by the state of the measure alone: after a return it is owed again.
        """
        if self.state in SETTLED:
            return ()
        return tuple(day for day in self.due_days if day not in self.reported or day == self.due_days[-1])


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late a measure is: working days of its earliest unanswered turn, and all turns that have passed."""

    days: int
    turns: tuple[date, ...]

    @property
    def since(self) -> date:
        """The earliest due day that has passed."""
        return self.turns[0]


def lateness_of(owed: Owed, clock: Clock, on: date) -> Lateness | None:
    """None when nothing is late on the day."""
    late = {day: days for day in owed.open_days if (days := clock.days_late(day, on))}
    return Lateness(max(late.values()), tuple(late)) if late else None


def next_due(owed: Owed) -> date | None:
    """The due day that is answered next."""
    return owed.open_days[0] if owed.open_days else None


def pauses_from(marks: Iterable[tuple[date, bool]]) -> tuple[Pause, ...]:
    """Pauses from marks in the order of time: (day, True) stops the clock, (day, False) lets it go."""
    pauses: list[Pause] = []
    since: date | None = None
    for day, stops in marks:
        if stops and since is None:
            since = day
        elif not stops and since is not None:
            if day > since:
                pauses.append(Pause(since, day))
            since = None
    return (*pauses, Pause(since)) if since is not None else tuple(pauses)
