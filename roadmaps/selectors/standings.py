"""How measures stand on a day: late or not, and what comes due next; for lists of measures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from roadmaps.enums import EvidenceState
from roadmaps.models import Measure, Roadmap
from roadmaps.models.roadmap import MeasureQuerySet
from roadmaps.rules.lateness import Lateness, next_due
from roadmaps.selectors.lateness import debts_of
from shnor_portal.accounts.models import Municipality, User


@dataclass(frozen=True, slots=True)
class Standing:
    """`late` None: in time. `next_on` None: nothing is owed, or no day is known."""

    late: Lateness | None = None
    next_on: date | None = None

    def within(self, on: date, days: int) -> bool:
        """Whether the next turn comes due from the day to so many days after it."""
        return self.next_on is not None and on <= self.next_on <= on + timedelta(days=days)


NOTHING_OWED = Standing()


def standings_of(measures: MeasureQuerySet, on: date) -> dict[int, Standing]:
    """Standing of each open measure of the set that has a term."""
    rows = measures.open().filter(due_on__isnull=False)
    return {debt.measure_id: Standing(debt.late(on), next_due(debt.owed)) for debt in debts_of(rows)}


def measures_in_force(user: User, municipality: Municipality, academic_year: int) -> MeasureQuerySet:
    """Measures of plans in force of the school year that the person sees, as lists show them."""
    plans = Roadmap.objects.visible_to(user).of(municipality).for_year(academic_year).in_force()
    rows: MeasureQuerySet = Measure.objects.live().filter(roadmap__in=plans)
    return rows


def with_list_columns(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """The set with what a list prints beside each measure."""
    return measures.select_related("roadmap__school", "section", "responsible_user").annotate(
        waiting_evidence=Count("evidence", filter=Q(evidence__state=EvidenceState.UPLOADED), distinct=True),
        accepted_evidence=Count("evidence", filter=Q(evidence__state=EvidenceState.ACCEPTED), distinct=True),
        moved_terms=Count("date_changes", distinct=True),
    )


def years_of_plans(user: User, municipality: Municipality) -> list[int]:
    """School years that have a plan in the person's sight, the newest first."""
    rows = Roadmap.objects.visible_to(user).of(municipality).order_by()
    return sorted(rows.values_list("academic_year", flat=True).distinct(), reverse=True)


def chosen_year(wanted: str, years: Iterable[int]) -> int | None:
    """The year the address names when there is such a one, else the newest, else None."""
    listed = list(years)
    if wanted.isascii() and wanted.isdigit() and int(wanted) in listed:
        return int(wanted)
    return listed[0] if listed else None
