"""A plan in force with people around it."""

from datetime import date
from typing import Any

from roadmaps.enums import CaseStage, EvidenceKind, EvidenceState, MeasureState, RoadmapState
from roadmaps.models import CaseEvent, Evidence, Measure, MonthlyReview, Roadmap, SupportCase
from roadmaps.reference.review_criteria import REVIEW_CRITERIA
from roadmaps.services.reviews import ReviewDraft
from schools.models import School
from shnor_portal.accounts.models import User
from tests.factories import CaseFactory, MeasureFactory, RoadmapFactory, SectionFactory

LINK = "https://school.example.org/news/17"


def plan_in_force(school: School, **more: Any) -> Roadmap:
    """An approved roadmap of the school with one section."""
    case = CaseFactory.create(school=school, stage=CaseStage.IMPLEMENTATION)
    return RoadmapFactory.create(case=case, **{"state": RoadmapState.APPROVED, **more})


def measure_of(roadmap: Roadmap, *days: str, **more: Any) -> Measure:
    """A measure due on the ISO days."""
    section = roadmap.sections.first() or SectionFactory.create(roadmap=roadmap)
    due = list(days) or ["2020-11-30"]
    return MeasureFactory.create(
        section=section, due_days=due, due_on=date.fromisoformat(due[-1]), period_wording="до срока", **more
    )


def link_of(measure: Measure, by: User, state: str = EvidenceState.UPLOADED, **more: Any) -> Evidence:
    return Evidence.objects.create(
        municipality_id=measure.municipality_id,
        measure=measure,
        kind=EvidenceKind.LINK,
        url=LINK,
        title="Новость на сайте",
        uploaded_by=by,
        state=state,
        **more,
    )


def done_measure(roadmap: Roadmap, by: User, *, proof: str | None = EvidenceState.ACCEPTED, **more: Any) -> Measure:
    """A measure the school has reported, with an evidence in the state."""
    measure = measure_of(roadmap, state=MeasureState.DONE, **more)
    if proof:
        link_of(measure, by, proof)
    return measure


def stopped(case: SupportCase, since: str, until: str | None = None) -> None:
    """Write a pause into the case's history."""
    for act, moment in (("pause", since), ("resume", until)):
        if moment:
            CaseEvent.objects.create(
                municipality_id=case.municipality_id, case=case, act=act, title=act, at=f"{moment}T03:00:00+00:00"
            )


def full_draft(**more: Any) -> ReviewDraft:
    """A review that may be signed."""
    marks = {code: {"mark": 2, "note": ""} for code in REVIEW_CRITERIA}
    words = {"checked": "Мероприятия ноября", "rag": "green", "rag_reason": "Всё намеченное сделано", "marks": marks}
    return ReviewDraft(**{**words, **more})


def review_of(case: SupportCase, by: User, month: date = date(2020, 11, 1), **more: Any) -> MonthlyReview:
    return MonthlyReview.objects.create(
        municipality_id=case.municipality_id, case=case, month=month, reviewer=by, **more
    )
