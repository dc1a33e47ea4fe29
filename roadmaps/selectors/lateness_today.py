"""How late measures are today, each by the calendar day of its own city."""

from collections import defaultdict
from datetime import date

from roadmaps.lifecycle import ROADMAP_IN_FORCE
from roadmaps.models.roadmap import MeasureQuerySet
from roadmaps.selectors.lateness import debts_of
from roadmaps.selectors.programme import today_in
from shnor_portal.accounts.models import Municipality


def days_late_today(measures: MeasureQuerySet) -> dict[int, int]:
    """Working days by measure, 0 for one in time; without a term or a plan in force a measure is absent.

    Six queries for cities that live on one calendar day, of which there are two at most at any moment.
    """
    rows = measures.live().filter(roadmap__state__in=ROADMAP_IN_FORCE, due_on__isnull=False).order_by()
    return {
        debt.measure_id: late.days if (late := debt.late(on)) else 0
        for on, cities in cities_by_day(rows).items()
        for debt in debts_of(rows.filter(municipality_id__in=cities))
    }


def cities_by_day(measures: MeasureQuerySet) -> dict[date, list[int]]:
    """Calendar day → cities of the measures in which it is that day."""
    found: dict[date, list[int]] = defaultdict(list)
    for city in Municipality.objects.filter(pk__in=measures.values("municipality_id")):
        found[today_in(city)].append(city.pk)
    return found
