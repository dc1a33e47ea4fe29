"""A school with a plan worth handing in, and the people around it."""

from dataclasses import dataclass
from typing import Any

from roadmaps.enums import CaseStage, RoadmapState
from roadmaps.models import Measure, Roadmap, RoadmapSubmission, SupportCase
from roadmaps.services.approval import agree_roadmap, approve_roadmap, reopen_roadmap, return_roadmap
from roadmaps.services.publishing import publish_roadmap
from roadmaps.services.submissions import submit_roadmap, withdraw_roadmap
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Role
from tests.factories import CaseFactory, MeasureFactory, RoadmapFactory, SchoolFactory, SectionFactory, make_user

PAGE = "https://school5.example.org/karta"
ACTS: dict[str, Any] = {
    "submit": lambda pk, by: submit_roadmap(roadmap_id=pk, note="", by=by),
    "withdraw": lambda pk, by: withdraw_roadmap(roadmap_id=pk, by=by),
    "return": lambda pk, by: return_roadmap(roadmap_id=pk, reason_codes=["no_period"], comment="", by=by),
    "agree": lambda pk, by: agree_roadmap(roadmap_id=pk, comment="", by=by),
    "approve": lambda pk, by: approve_roadmap(roadmap_id=pk, by=by),
    "publish": lambda pk, by: publish_roadmap(roadmap_id=pk, url=PAGE, by=by),
    "reopen": lambda pk, by: reopen_roadmap(roadmap_id=pk, reason="Нашли ошибку в сроках", by=by),
}


@dataclass(slots=True)
class Plan:
    """A school's roadmap of two measures with those who deal with it."""

    case: SupportCase
    roadmap: Roadmap
    rows: list[Measure]
    admin: User
    coordinator: User
    curator: User

    @property
    def submission(self) -> RoadmapSubmission:
        return RoadmapSubmission.objects.filter(roadmap=self.roadmap).latest("number")

    def fresh(self) -> Roadmap:
        self.roadmap.refresh_from_db()
        return self.roadmap


def new_plan(city, *, stage=CaseStage.PLANNING, state=RoadmapState.DRAFT, titles=("Диагностика", "Курсы")) -> Plan:
    school = SchoolFactory.create(municipality=city)
    coordinator = make_user(Role.MUNICIPAL_COORDINATOR, city)
    curator = make_user(Role.CURATOR, city, school)
    case = CaseFactory.create(school=school, stage=stage, coordinator=coordinator, curator=curator)
    roadmap = RoadmapFactory.create(case=case, state=state)
    section = SectionFactory.create(roadmap=roadmap, title="Диагностика")
    rows = [MeasureFactory.create(section=section, title=title) for title in titles]
    return Plan(case, roadmap, rows, make_user(Role.SCHOOL_ADMIN, city, school), coordinator, curator)


def in_state(plan: Plan, state: str) -> Plan:
    """The plan with a handing-in behind it, put straight into a state of its life."""
    RoadmapSubmission.objects.create(
        municipality=plan.roadmap.municipality,
        roadmap=plan.roadmap,
        number=1,
        content={},
        content_sha256="0" * 64,
        submitted_by=plan.admin,
    )
    Roadmap.objects.filter(pk=plan.roadmap.pk).update(state=state)
    plan.roadmap.refresh_from_db()
    return plan
