"""The calendar of a person: computed from what stands elsewhere, never stored, in a constant number of queries."""

from collections.abc import Iterable
from datetime import date

from roadmaps.rules.occurrence import Occurrence
from roadmaps.selectors.calendar_scope import Scope, scope_of
from roadmaps.selectors.occurrences_of_cases import corrections, decisions, doses, interviews
from roadmaps.selectors.occurrences_of_measures import measures
from roadmaps.selectors.occurrences_of_reviews import reviews
from roadmaps.selectors.occurrences_of_roadmaps import hand_ins
from roadmaps.selectors.occurrences_of_template import obligations
from shnor_portal.accounts.models import Municipality, User

SOURCES = (obligations, hand_ins, measures, interviews, decisions, reviews, corrections, doses)


def occurrences(
    user: User,
    municipality: Municipality,
    from_day: date,
    to_day: date,
    *,
    only_mine: bool = False,
    today: date | None = None,
) -> list[Occurrence]:
    """Everything due from one day to the other, both included, in the order of time.

    A school sees what concerns it, a curator her schools, the department the city; paused and closed cases give
    nothing. `only_mine` asks for what the person must see to herself.
    """
    scope = scope_of(user, municipality, from_day, to_day, only_mine=only_mine, today=today)
    return sorted(_all(scope), key=lambda row: row.order) if not scope.standing.is_empty else []


def _all(scope: Scope) -> Iterable[Occurrence]:
    for source in SOURCES:
        yield from (row for row in source(scope) if row.is_mine or not scope.only_mine)
