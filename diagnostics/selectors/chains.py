"""Years in a row: how long a school has stood in lists of one origin."""

from collections import defaultdict
from collections.abc import Iterable

from diagnostics.models import RiskListEntry
from diagnostics.models.risk_list import RiskList


def earlier_lists(municipality_id: int, origin: str, before_year: int) -> dict[int, int]:
    """School year → the list that was in force last in it, for years before `before_year`."""
    rows = (
        RiskList.objects.ever_approved()
        .filter(municipality_id=municipality_id, origin=origin, academic_year__lt=before_year)
        .order_by("academic_year", "approved_at")
        .values_list("academic_year", "pk")
    )
    return dict(rows)


def years_listed_before(municipality_id: int, origin: str, before_year: int) -> dict[int, int]:
    """School → how many years running it stood in lists of this origin, up to the year before `before_year`.

    A year without any list breaks the row: the portal can't tell that the school was in it.
    """
    lists = earlier_lists(municipality_id, origin, before_year)
    entries = RiskListEntry.objects.included().filter(risk_list_id__in=lists.values())
    members: dict[int, set[int]] = defaultdict(set)
    for list_id, school_id in entries.values_list("risk_list_id", "school_id"):
        members[list_id].add(school_id)
    by_year = {year: members[list_id] for year, list_id in lists.items()}
    schools = by_year.get(before_year - 1, set())
    return {school: _run_length(school, by_year, before_year) for school in schools}


def _run_length(school: int, by_year: dict[int, set[int]], before_year: int) -> int:
    return sum(1 for _ in _years_running(school, by_year, before_year))


def _years_running(school: int, by_year: dict[int, set[int]], before_year: int) -> Iterable[int]:
    year = before_year - 1
    while school in by_year.get(year, ()):
        yield year
        year -= 1
