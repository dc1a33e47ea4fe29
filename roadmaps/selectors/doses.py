"""The dose log in figures: planned and delivered by kind and by month, of a school and of the city."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from roadmaps.enums import DoseState, SupportKind
from roadmaps.models import SupportCase, SupportDose
from roadmaps.rules.months import month_of
from roadmaps.rules.movement import Movement
from roadmaps.selectors.indicators_of_case import IndicatorOfCase, indicators_of_cases

KeyT = TypeVar("KeyT")


@dataclass(slots=True)
class Dose:
    """Pieces of help and minutes, planned and delivered. `untimed` were delivered, nobody wrote how long."""

    planned: int = 0
    planned_minutes: int = 0
    delivered: int = 0
    delivered_minutes: int = 0
    untimed: int = 0
    participants: int = 0

    def add(self, row: SupportDose) -> None:
        """Count a row; a cancelled one is neither planned nor delivered."""
        if row.state == DoseState.CANCELLED:
            return
        self.planned += 1
        self.planned_minutes += row.planned_minutes or 0
        if row.state == DoseState.DELIVERED:
            self.delivered += 1
            self.delivered_minutes += row.delivered_minutes or 0
            self.untimed += row.delivered_minutes is None
            self.participants += row.participants or 0


@dataclass(frozen=True, slots=True)
class DoseLog:
    """One school's log: totals, by kind in the order of the book, by month of plan or of delivery."""

    total: Dose
    by_kind: list[tuple[SupportKind, Dose]]
    by_month: list[tuple[date | None, Dose]]


def dose_log(rows: Iterable[SupportDose]) -> DoseLog:
    """Sum rows up."""
    listed = list(rows)
    kinds = _summed(listed, lambda row: SupportKind(row.kind))
    months = _summed(listed, _month)
    order = list(SupportKind)
    total = Dose()
    for row in listed:
        total.add(row)
    return DoseLog(
        total,
        sorted(kinds.items(), key=lambda pair: order.index(pair[0])),
        sorted(months.items(), key=lambda pair: pair[0] or date.max),
    )


def _summed(rows: Iterable[SupportDose], key: Callable[[SupportDose], KeyT]) -> dict[KeyT, Dose]:
    found: dict[KeyT, Dose] = defaultdict(Dose)
    for row in rows:
        if row.state != DoseState.CANCELLED:
            found[key(row)].add(row)
    return found


def _month(row: SupportDose) -> date | None:
    day = row.delivered_on or row.planned_on
    return month_of(day) if day else None


@dataclass(frozen=True, slots=True)
class CityDose:
    """A school's help beside the movement of its deficits."""

    case: SupportCase
    dose: Dose
    indicators: list[IndicatorOfCase] = field(default_factory=list)

    def count(self, wanted: Movement) -> int:
        return sum(indicator.movement == wanted for indicator in self.indicators)

    @property
    def better(self) -> int:
        return self.count(Movement.BETTER)

    @property
    def known(self) -> int:
        """Deficits with figures on both sides."""
        return len(self.indicators) - self.count(Movement.NO_DATA)


def city_doses(cases: Sequence[SupportCase]) -> list[CityDose]:
    """Each case with its help and movement; three queries whatever their number."""
    doses: dict[int, Dose] = defaultdict(Dose)
    for row in SupportDose.objects.filter(case_id__in=[case.pk for case in cases]):
        doses[row.case_id].add(row)
    moved = indicators_of_cases(cases)
    return [CityDose(case, doses[case.pk], moved.get(case.pk, [])) for case in cases]
