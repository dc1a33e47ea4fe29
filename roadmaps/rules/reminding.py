"""On which days people are told of terms: before a term, once a week, and again while something stays late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shnor_portal.common.workdays import WorkCalendar

FROM, TO = time(7, 30), time(20, 0)
"""Hours of the city's own clock in which people are told; what was missed by night waits for the morning."""

AGAIN_EVERY = 5
"""Working days after which the head is told of the same thing again."""

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def is_time(now: datetime, workdays: WorkCalendar) -> bool:
    """Whether people are told now; `now` is on the city's clock. Days off are left in peace."""
    return FROM <= now.time() < TO and workdays.is_workday(now.date())


@dataclass(frozen=True, slots=True)
class Telling:
    """One day's telling. It speaks for the days from `since` up to `until`, which the next one begins with.

    Days off ahead belong to the last working day before them, so that nobody hears of Monday's term on Monday.
    `worked` counts working days since the last telling, at least one; what was missed is told then.
    """

    day: date
    since: date
    until: date
    worked: int
    is_week_start: bool

    def reminds(self, due: date, days_before: Collection[int]) -> bool:
        """Whether one of the reminders of the term falls into this telling."""
        return any(self.since <= due - timedelta(days=days) < self.until for days in days_before)

    def escalates(self, days_late: int, after: int) -> bool:
        """Whether lateness came to `after` working days since the last telling, or to a whole week more."""
        return any(
            days >= after and (days - after) % AGAIN_EVERY == 0
            for days in range(max(days_late - self.worked + 1, 1), days_late + 1)
        )


def telling_on(day: date, workdays: WorkCalendar, last: tuple[date, date] | None) -> Telling:
    """The telling of a working day; `last` are the day of the one before and the day that it left to this one."""
    until = workdays.next_workday(day + _DAY)
    recent = last if last and last[0] >= day - _WEEK else None
    since = min(recent[1], day) if recent else day
    worked = max(workdays.workdays_between(recent[0], day), 1) if recent else 1
    monday = day - _DAY * day.weekday()
    return Telling(day, since, until, worked, is_week_start=workdays.next_workday(monday) == day)
