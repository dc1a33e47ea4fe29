"""City measures on their way into schools' plans: who may receive them, what each has, and how far they are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from roadmaps.enums import MeasureState, RoadmapState
from roadmaps.lifecycle import EDITABLE_ROADMAP, ROADMAP_IN_FORCE
from roadmaps.models import Measure, Roadmap, SupportCase
from roadmaps.rules.plan_draft import MAX_ROWS
from schools.models import School

TAKES = EDITABLE_ROADMAP | ROADMAP_IN_FORCE
DONE = (MeasureState.DONE, MeasureState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Receiver:
    """A school with an open case of the year. `why_not` is empty for one that can take measures now."""

    school: School
    roadmap: Roadmap | None
    why_not: str = ""

    @property
    def takes(self) -> bool:
        return not self.why_not


@dataclass(frozen=True, slots=True)
class CascadePlan:
    """What handing measures over would do: rows by roadmap, how many are there already, who is left out and why."""

    rows: dict[int, list[Measure]] = field(default_factory=dict)
    already: int = 0
    left_out: tuple[Receiver, ...] = ()
    schools: int = 0

    @property
    def count(self) -> int:
        return sum(map(len, self.rows.values()))


@dataclass(frozen=True, slots=True)
class Given:
    """How far a city measure is: schools that have it, those that did it, those it was taken back from."""

    schools: int = 0
    done: int = 0
    withdrawn: int = 0
    untouched: int = 0


def receivers_of(city_roadmap: Roadmap) -> list[Receiver]:
    """Schools with an open case of the year, in order of their names, in one query."""
    cases = SupportCase.objects.open().filter(
        municipality_id=city_roadmap.municipality_id, academic_year=city_roadmap.academic_year
    )
    rows = cases.select_related("school", "roadmap").order_by("school__name", "pk")
    return [Receiver(case.school, getattr(case, "roadmap", None), why_not(case)) for case in rows]


def why_not(case: SupportCase) -> str:
    """Why the school can't take a measure now."""
    roadmap: Roadmap | None = getattr(case, "roadmap", None)
    if case.is_paused:
        return "поддержка приостановлена"
    if roadmap is None:
        return "карта ещё не начата"
    if roadmap.state not in TAKES:
        return f"карта в состоянии «{RoadmapState(roadmap.state).label}»"
    return ""


def measures_to_give(city_roadmap: Roadmap) -> list[Measure]:
    """Measures of the city's plan that can be handed over, in order."""
    rows = Measure.objects.live().filter(roadmap=city_roadmap).exclude(state=MeasureState.CANCELLED)
    return list(rows.select_related("section").order_by("section__position", "position", "pk"))


def cascade_plan(city_roadmap: Roadmap, measure_ids: Collection[int], school_ids: Collection[int]) -> CascadePlan:
    """What handing over would do, in three queries. No schools named means all of them.

    A measure that a school has, or had and removed, is not given again.
    """
    chosen = [m for m in measures_to_give(city_roadmap) if m.pk in measure_ids]
    receivers = [r for r in receivers_of(city_roadmap) if not school_ids or r.school.pk in school_ids]
    taking = [r.roadmap for r in receivers if r.takes and r.roadmap is not None]
    held = set(
        Measure.objects.filter(roadmap__in=taking, city_measure__in=chosen).values_list("roadmap_id", "city_measure_id")
    )
    full = full_roadmaps(taking, len(chosen))
    rows = {
        roadmap.pk: fresh
        for roadmap in taking
        if roadmap.pk not in full and (fresh := [m for m in chosen if (roadmap.pk, m.pk) not in held])
    }
    crowded = [
        Receiver(r.school, r.roadmap, f"в карте уже почти {MAX_ROWS} строк")
        for r in receivers
        if r.roadmap is not None and r.roadmap.pk in full
    ]
    left_out = (*(r for r in receivers if not r.takes), *crowded)
    return CascadePlan(rows, len(held), left_out, len(receivers) - len(left_out))


def full_roadmaps(roadmaps: Iterable[Roadmap], more: int) -> set[int]:
    """Roadmaps with no room for so many more rows."""
    counted = Measure.objects.live().filter(roadmap__in=list(roadmaps)).order_by().values("roadmap_id")
    return set(
        counted.annotate(count=Count("pk")).filter(count__gt=MAX_ROWS - more).values_list("roadmap_id", flat=True)
    )


def given_counts(city_roadmap: Roadmap) -> dict[int, Given]:
    """How far each measure of the city's plan is in the schools, in one query; one never given is absent."""
    standing = ~Q(state=MeasureState.CANCELLED)
    rows = (
        Measure.objects.live()
        .filter(city_measure__roadmap=city_roadmap)
        .order_by()
        .values("city_measure_id")
        .annotate(
            schools=Count("pk", filter=standing),
            done=Count("pk", filter=Q(state__in=DONE)),
            withdrawn=Count("pk", filter=~standing),
            untouched=Count("pk", filter=Q(state=MeasureState.PLANNED)),
        )
    )
    return {
        row["city_measure_id"]: Given(row["schools"], row["done"], row["withdrawn"], row["untouched"]) for row in rows
    }
