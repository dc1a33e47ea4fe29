"""Obligations of the year that people have ticked off: those whose term is over, but for the last days."""

from datetime import timedelta

from roadmaps.selectors.occurrences import occurrences
from roadmaps.services.calendar import tick_obligation
from shnor_portal.accounts.models import Municipality
from shnor_portal.demo.road.cast import Cast
from shnor_portal.demo.road.days import Days

STILL_OPEN = timedelta(days=10)


def tick_off(city: Municipality, days: Days, cast: Cast) -> None:
    """The department, the curator and every school of the programme for itself."""
    last = days.today - STILL_OPEN
    people = [cast.officer, cast.head, cast.coordinator, cast.curator, *cast.deputies.values()]
    for person in people:
        for row in occurrences(person, city, days.on(9, 1), last, only_mine=True, today=days.today):
            if row.tick is not None and not row.is_done:
                tick_obligation(
                    obligation_id=row.tick.obligation_id, school_id=row.tick.school_id, due_on=row.day, by=person
                )
