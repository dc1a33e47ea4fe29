"""Late measures, set-based: a constant number of queries whatever the number of roadmaps."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from roadmaps.lifecycle import OPEN_MEASURES
from roadmaps.models import Measure, ProgressReport
from roadmaps.models.roadmap import MeasureQuerySet, RoadmapQuerySet
from roadmaps.rules.lateness import Clock, Lateness, Owed, Pause, lateness_of, pauses_from
from roadmaps.selectors.pauses import pauses_of
from roadmaps.selectors.programme import DEFAULT_PROGRAMME, programmes_of
from shnor_portal.accounts.models import Municipality

TURN = "report_turn"
"""The act of a report about one turn of a measure that has several; the measure itself goes on."""


@dataclass(frozen=True, slots=True)
class Debt:
    """A measure with what lateness asks of it, and the clock of its school."""

    measure_id: int
    roadmap_id: int
    owed: Owed
    clock: Clock

    def late(self, on: date) -> Lateness | None:
        return lateness_of(self.owed, self.clock, on)


def late_measures(roadmaps: RoadmapQuerySet, on: date) -> dict[int, Lateness]:
    """Late measures of the roadmaps that are in force, by key of the measure."""
    rows = Measure.objects.live().filter(roadmap__in=roadmaps.in_force(), state__in=OPEN_MEASURES, due_on__isnull=False)
    return {debt.measure_id: late for debt in debts_of(rows) if (late := debt.late(on))}


def debts_of(measures: MeasureQuerySet, clocks: "Clocks | None" = None) -> list[Debt]:
    """What is owed by each measure of the set: five queries, two when the clocks are already known."""
    rows = list(
        measures.order_by().values_list(
            "pk",
            "roadmap_id",
            "state",
            "due_days",
            "municipality_id",
            "roadmap__case_id",
            "roadmap__case__closed_on",
            "roadmap__academic_year",
            named=True,
        )
    )
    reported = reported_turns([row.pk for row in rows if len(row.due_days) > 1])
    cases = {row.roadmap__case_id: row.municipality_id for row in rows if row.roadmap__case_id}
    clocks = clocks or Clocks.of(cases, {row.municipality_id for row in rows})
    return [
        Debt(
            row.pk,
            row.roadmap_id,
            Owed(row.state, tuple(map(date.fromisoformat, row.due_days)), reported.get(row.pk, frozenset())),
            clocks.get(row.municipality_id, row.roadmap__case_id).until(
                row.roadmap__case__closed_on or date(row.roadmap__academic_year + 1, 9, 1)
            ),
        )
        for row in rows
    ]


def reported_turns(measure_ids: Iterable[int]) -> dict[int, frozenset[date]]:
    """Due days that have a report of their own, by measure."""
    found: dict[int, set[date]] = defaultdict(set)
    rows = ProgressReport.objects.filter(measure_id__in=list(measure_ids), act=TURN, due_day__isnull=False)
    for measure_id, day in rows.order_by().values_list("measure_id", "due_day"):
        if day is not None:
            found[measure_id].add(day)
    return {measure_id: frozenset(days) for measure_id, days in found.items()}


@dataclass(frozen=True, slots=True)
class Clocks:
    """Clocks of many schools: one working calendar a city, pauses a case."""

    cities: dict[int, Clock]
    cases: dict[int, Clock]

    @classmethod
    def of(cls, city_of_case: Mapping[int, int], municipality_ids: Iterable[int]) -> "Clocks":
        """Clocks of the municipalities and of the cases, each case with its municipality."""
        homes = Municipality.objects.in_bulk({*municipality_ids, *city_of_case.values()})
        programmes = programmes_of(list(homes))
        cities = {pk: Clock(programmes.get(pk, DEFAULT_PROGRAMME).workdays) for pk in homes}
        zones = {case_id: homes[city].zone for case_id, city in city_of_case.items()}
        cases = {
            case_id: Clock(cities[city_of_case[case_id]].workdays, pauses)
            for case_id, pauses in pauses_in_days(city_of_case, zones).items()
        }
        return cls(cities, cases)

    def get(self, municipality_id: int, case_id: int | None) -> Clock:
        return self.cases.get(case_id or 0, self.cities[municipality_id])


def pauses_in_days(case_ids: Iterable[int], zones: Mapping[int, ZoneInfo]) -> dict[int, tuple[Pause, ...]]:
    """Pauses of the cases as days of their city's zone; a case that never stood still is absent."""
    return {
        case_id: pauses_from(
            (at.astimezone(zones[case_id]).date(), stops)
            for begun, ended in pauses
            for at, stops in ((begun, True), (ended, False))
            if at is not None
        )
        for case_id, pauses in pauses_of(list(case_ids)).items()
    }
