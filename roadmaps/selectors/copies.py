"""How much of a handing-in stands word for word in plans of other schools: a question for the reviewer, no more."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from roadmaps.models import Measure, Roadmap, RoadmapSubmission, TypicalMeasure
from roadmaps.rules.likeness import LikenessIndex
from roadmaps.rules.plan_text import PlanText
from shnor_portal.common.text import fold

FEWEST_ROWS = 3
"""A row or two alike is chance."""

MOST_SCHOOLS = 5
OWN = Q(typical_code="", city_measure__isnull=True)
"""Rows a school wrote itself: those of the library and of the city's roadmap are everybody's."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Rows of the handing-in that another school's plan of the year has too; `numbers` are as printed."""

    roadmap: Roadmap
    numbers: tuple[str, ...]
    total: int

    @property
    def count(self) -> int:
        return len(self.numbers)


def likenesses_of(submission: RoadmapSubmission) -> list[Likeness]:
    """Schools whose plans share most with the handing-in, the nearest first. Reads the year's other titles once.

    A text that says the same as a measure of the library does not count, whoever typed it.
    """
    roadmap = submission.roadmap
    rows = PlanText.from_json(submission.content).rows
    if roadmap.is_of_city:
        return []
    common = library_texts(roadmap)
    given = set(Measure.objects.filter(roadmap=roadmap).exclude(OWN).values_list("pk", flat=True))
    titles = {row.id: row.cells.get("title", "") for row in rows if row.id not in given}
    index = LikenessIndex({key: title for key, title in titles.items() if fold(title) not in common})
    if not len(index):
        return []
    shared: dict[int, set[int]] = defaultdict(set)
    for key, other in index.matches(titles_of_others(roadmap)):
        shared[other].add(key)
    numbers = {key: tuple(row.number for row in rows if row.id in found) for key, found in shared.items()}
    return nearest(numbers, len(rows))


def library_texts(roadmap: Roadmap) -> set[str]:
    """Titles of the municipality's library, folded."""
    titles = TypicalMeasure.objects.filter(municipality_id=roadmap.municipality_id).values_list("title", flat=True)
    return set(map(fold, titles))


def titles_of_others(roadmap: Roadmap) -> Iterable[tuple[int, str]]:
    """Pairs of roadmap and title: other schools' own rows of the year."""
    rows = Measure.objects.live().filter(
        OWN,
        municipality_id=roadmap.municipality_id,
        roadmap__academic_year=roadmap.academic_year,
        roadmap__school__isnull=False,
    )
    return rows.exclude(roadmap=roadmap).order_by().values_list("roadmap_id", "title").iterator()


def nearest(numbers: dict[int, tuple[str, ...]], total: int) -> list[Likeness]:
    """The schools that share enough, those that share most first."""
    kept = {key: found for key, found in numbers.items() if len(found) >= FEWEST_ROWS}
    chosen = sorted(kept, key=lambda key: (-len(kept[key]), key))[:MOST_SCHOOLS]
    roadmaps = Roadmap.objects.select_related("school").in_bulk(chosen)
    return [Likeness(roadmaps[key], kept[key], total) for key in chosen]
