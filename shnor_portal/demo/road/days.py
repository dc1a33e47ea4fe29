"""Days of the demo's school year: what has happened lies in the past, whatever day the city is built on."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from roadmaps.selectors.programme import today_in
from shnor_portal.accounts.models import Municipality
from shnor_portal.common.years import academic_year_of


@dataclass(frozen=True, slots=True)
class Days:
    """A school year seen from a day; months before September are of its second calendar year."""

    academic_year: int
    today: date
    zone: tzinfo

    def on(self, month: int, day: int) -> date:
        return date(self.academic_year + (month < 9), month, day)

    def past(self, month: int, day: int) -> date:
        """That day, or today while it has not come yet."""
        return min(self.on(month, day), self.today)

    def ahead(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), tzinfo=self.zone)

    def months_before(self) -> list[date]:
        """First days of the months of this school year that are over, at most nine: September to May."""
        months = [self.on(month, 1) for month in (9, 10, 11, 12, 1, 2, 3, 4, 5)]
        return [month for month in months if month < self.today.replace(day=1)]


def days_of(city: Municipality) -> Days:
    """The school year that is going on in the city."""
    today = today_in(city)
    return Days(academic_year_of(today), today, city.zone)


def year_before(days: Days) -> Days:
    """The school year that is over, seen from today."""
    return Days(days.academic_year - 1, days.today, days.zone)
