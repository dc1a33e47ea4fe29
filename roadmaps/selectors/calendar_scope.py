"""What a calendar is asked for, and what all its sources share: cases that run, and the clocks of their schools."""

from dataclasses import dataclass, field
from datetime import date

from roadmaps.models import SupportCase
from roadmaps.rules.lateness import Clock
from roadmaps.selectors.audiences import Standing, standing_of
from roadmaps.selectors.lateness import Clocks
from roadmaps.selectors.programme import Programme, programme_of, today_in
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.years import academic_year_of


@dataclass(frozen=True, slots=True)
class Scope:
    """Days from `first` to `last`, both included, as one person of one municipality sees them.

    `cases` are those that run: a paused or closed one gives no lines. `only_mine` leaves out what others see to.
    """

    user: User
    municipality: Municipality
    first: date
    last: date
    today: date
    programme: Programme
    standing: Standing
    only_mine: bool = False
    cases: dict[int, SupportCase] = field(default_factory=dict)
    clocks: Clocks = field(default_factory=lambda: Clocks({}, {}))

    @property
    def years(self) -> range:
        """School years the days lie in."""
        return range(academic_year_of(self.first), academic_year_of(self.last) + 1)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def clock(self, case_id: int | None) -> Clock:
        return self.clocks.get(self.municipality.pk, case_id)

    def cases_of(self, year: int) -> list[SupportCase]:
        return [case for case in self.cases.values() if case.academic_year == year]


def scope_of(
    user: User,
    municipality: Municipality,
    first: date,
    last: date,
    *,
    only_mine: bool = False,
    today: date | None = None,
) -> Scope:
    """The scope with what its sources share, in five queries at most."""
    years = range(academic_year_of(first), academic_year_of(last) + 1)
    rows = SupportCase.objects.visible_to(user).of(municipality).running().filter(academic_year__in=years)
    cases = {case.pk: case for case in rows.select_related("school")}
    return Scope(
        user=user,
        municipality=municipality,
        first=first,
        last=last,
        today=today or today_in(municipality),
        programme=programme_of(municipality),
        standing=standing_of(user, municipality),
        only_mine=only_mine,
        cases=cases,
        clocks=Clocks.of(dict.fromkeys(cases, municipality.pk), [municipality.pk]),
    )
