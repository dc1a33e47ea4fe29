"""Days of a month as a sheet of weeks, and the months of a school year."""

from dataclasses import dataclass
from datetime import date, timedelta

from roadmaps.rules.months import month_of, next_month

WEEK = 7
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar. Weeks begin on Monday."""

    first: date

    @property
    def last(self) -> date:
        return next_month(self.first) - _DAY

    @property
    def before(self) -> "Month":
        return Month(month_of(self.first - _DAY))

    @property
    def after(self) -> "Month":
        return Month(next_month(self.first))

    @property
    def code(self) -> str:
        """How an address names it: «2020-11»."""
        return f"{self.first:%Y-%m}"

    @property
    def sheet(self) -> tuple[date, date]:
        """The Monday on or before the first day, and the Sunday on or after the last."""
        return self.first - _DAY * self.first.weekday(), self.last + _DAY * (WEEK - 1 - self.last.weekday())

    @property
    def weeks(self) -> list[list[date]]:
        """Days of the sheet, a list for each week."""
        begin, end = self.sheet
        days = [begin + _DAY * number for number in range((end - begin).days + 1)]
        return [days[place : place + WEEK] for place in range(0, len(days), WEEK)]


def month_from(text: str) -> Month | None:
    """The month that «2020-11» names, None for anything else."""
    try:
        return Month(date.fromisoformat(f"{text}-01"))
    except ValueError:
        return None


def months_of_year(academic_year: int) -> list[Month]:
    """September to August."""
    months = [Month(date(academic_year, 9, 1))]
    while len(months) < 12:
        months.append(months[-1].after)
    return months
