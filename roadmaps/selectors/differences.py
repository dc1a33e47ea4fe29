"""The text of a plan as it stands, and how one handing-in differs from the one the department answered before."""

from collections import defaultdict
from collections.abc import Iterable

from diagnostics.procedures import ProcedureKey
from roadmaps.enums import SubmissionState
from roadmaps.models import Measure, MeasureAim, Roadmap, RoadmapSection, RoadmapSubmission
from roadmaps.rules.plan_changes import PlanChanges, compare
from roadmaps.rules.plan_text import AIMS, SHOWN, PlanRow, PlanText, numbered

ANSWERED = (SubmissionState.RETURNED, SubmissionState.AGREED)
KEPT = (*(name for name in SHOWN if name != AIMS), "indicator", "procedure")


def text_of(roadmap: Roadmap) -> PlanText:
    """Everything that stands in the plan now, in three queries."""
    sections = tuple(
        RoadmapSection.objects.filter(roadmap=roadmap, is_removed=False)
        .order_by("position", "pk")
        .values_list("pk", "title")
    )
    measures = rows_in_order(roadmap, [key for key, _ in sections])
    aims = aim_words(measures)
    pairs = [(measure.section_id, measure) for measure in measures]
    rows = [
        PlanRow(measure.pk, measure.section_id, number, cells_of(measure, aims[measure.pk]))
        for number, measure in numbered(pairs, [key for key, _ in sections])
    ]
    head = {"title": roadmap.title, "goals": "\n".join(roadmap.goals), "tasks": "\n".join(roadmap.tasks)}
    return PlanText(head, sections, tuple(rows))


def rows_in_order(roadmap: Roadmap, sections: Iterable[int]) -> list[Measure]:
    """Live measures as the table shows them: those before the sections first."""
    places = {key: place for place, key in enumerate(sections, start=1)}
    measures = Measure.objects.live().filter(roadmap=roadmap).order_by("position", "pk")
    return sorted(measures, key=lambda measure: places.get(measure.section_id or 0, 0))


def cells_of(measure: Measure, aims: list[str]) -> dict[str, str]:
    return {**{name: getattr(measure, name) for name in KEPT}, AIMS: ", ".join(aims)}


def aim_words(measures: Iterable[Measure]) -> dict[int, list[str]]:
    """What each measure treats, in words, in one query."""
    rows = MeasureAim.objects.filter(measure__in=[measure.pk for measure in measures])
    said: dict[int, list[str]] = defaultdict(list)
    for aim in rows.select_related("deficit", "risk__factor").order_by("deficit__procedure", "risk__factor__number"):
        said[aim.measure_id].append(
            ProcedureKey.parse(aim.deficit.procedure).short_title if aim.deficit else str(aim.risk)
        )
    return said


def answered_before(submission: RoadmapSubmission) -> RoadmapSubmission | None:
    """The last handing-in before this one that the department answered; one taken back it has not read."""
    earlier = RoadmapSubmission.objects.filter(
        roadmap=submission.roadmap_id, number__lt=submission.number, state__in=ANSWERED
    )
    return earlier.order_by("-number").first()


def changes_of(submission: RoadmapSubmission, before: RoadmapSubmission | None) -> PlanChanges:
    """The handing-in compared with the one before it."""
    old = PlanText.from_json(before.content) if before else None
    return compare(old, PlanText.from_json(submission.content))
