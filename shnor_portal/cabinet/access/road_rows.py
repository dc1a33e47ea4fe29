"""Sample rows of the road for the matrix: one of each kind about one school."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from roadmaps import models as road
from roadmaps.enums import (
    AnnexState,
    AssignmentRole,
    CaseStage,
    ConclusionKind,
    EntryKind,
    EvidenceKind,
    ReviewState,
    RoadmapState,
)
from roadmaps.selectors.feeds import fingerprint_of
from schools.models import School
from shnor_portal.accounts.models import Municipality, RoleAssignment, User
from shnor_portal.accounts.permissions import Role

ABSENT = 999_999_999
ROAD_YEAR = 2020


@dataclass(slots=True)
class RoadSide:
    """Keys of the road's rows on one side, by the names that routes use."""

    case: int = ABSENT
    application: int = ABSENT
    interview: int = ABSENT
    decision: int = ABSENT
    concern: int = ABSENT
    note: int = ABSENT
    deficit: int = ABSENT
    risk: int = ABSENT
    programme: int = ABSENT
    conclusion: int = ABSENT
    dose: int = ABSENT
    assignment_of_case: int = ABSENT
    roadmap: int = ABSENT
    section: int = ABSENT
    measure: int = ABSENT
    edit: int = ABSENT
    submission: int = ABSENT
    remark: int = ABSENT
    evidence: int = ABSENT
    report: int = ABSENT
    review: int = ABSENT
    correction: int = ABSENT
    annex: int = ABSENT
    routes: int = ABSENT
    paper: int = ABSENT
    factor: int = ABSENT
    support_format: int = ABSENT
    typical: int = ABSENT
    obligation: int = ABSENT
    feed: int = ABSENT
    feed_key: str = "net-takogo-klyucha"
    measure_key: uuid.UUID = field(default_factory=uuid.uuid4)


def road_rows(city: Municipality, school: School, user: User) -> dict[str, Any]:
    """Write the rows; gives keys by the names of `RoadSide`."""
    factor, _ = road.RiskFactor.objects.get_or_create(
        municipality=city, code="staff", defaults={"number": 1, "title": "Дефицит кадров"}
    )
    support_format, _ = road.SupportFormat.objects.get_or_create(
        municipality=city, code="mentor", defaults={"title": "Наставничество"}
    )
    typical, _ = road.TypicalMeasure.objects.get_or_create(
        municipality=city, code="t1", defaults={"title": "Диагностика"}
    )
    obligation, _ = road.Obligation.objects.get_or_create(
        municipality=city, code="review", audience="school", defaults={"title": "Экспертиза"}
    )
    case = road.SupportCase.objects.create(
        municipality=city,
        school=school,
        academic_year=ROAD_YEAR,
        stage=CaseStage.IMPLEMENTATION,
        stage_since=date(2020, 11, 1),
        entry_kind=EntryKind.RISK_LIST,
    )
    common = {
        "factor": factor.pk,
        "support_format": support_format.pk,
        "typical": typical.pk,
        "obligation": obligation.pk,
        "case": case.pk,
    }
    feed = feed_of(city, school)
    return {**common, **feed, **talk_rows(case, user), **case_rows(case, factor, user), **plan_rows(case, user)}


def feed_of(city: Municipality, school: School) -> dict[str, Any]:
    """A calendar of somebody who may see one; nobody of the table is her."""
    owner = User.objects.create_user(email=f"feed-{school.pk}@{city.code}.example.org", full_name="Читатель календаря")
    RoleAssignment.objects.create(user=owner, municipality=city, role=Role.MUNICIPAL_OFFICER)
    key = f"klyuch-{school.pk}"
    feed = road.CalendarFeed.objects.create(
        municipality=city, user=owner, title="Телефон", key_sha256=fingerprint_of(key)
    )
    return {"feed": feed.pk, "feed_key": key}


def talk_rows(case: road.SupportCase, user: User) -> dict[str, Any]:
    """Application, interview with a decision, concern, note."""
    about = {"municipality": case.municipality, "case": case}
    application = road.Application.objects.create(
        municipality=case.municipality,
        school=case.school,
        academic_year=ROAD_YEAR,
        problems="Не хватает учителя",
        contact_name="Завуч",
        contact="почта школы",
        submitted_by=user,
    )
    interview = road.Interview.objects.create(planned_at=timezone.now(), **about)
    decision = road.InterviewDecision.objects.create(interview=interview, position=1, text="Решили", **about)
    concern = road.Concern.objects.create(text="Вопрос", raised_by=user, **about)
    note = road.CaseNote.objects.create(text="Заметка", is_restricted=True, author=user, **about)
    return {
        "application": application.pk,
        "interview": interview.pk,
        "decision": decision.pk,
        "concern": concern.pk,
        "note": note.pk,
    }


def case_rows(case: road.SupportCase, factor: road.RiskFactor, user: User) -> dict[str, Any]:
    """What is found and concluded of the school, and the help it was given."""
    about = {"municipality": case.municipality, "case": case}
    risk = road.CaseRisk.objects.create(factor=factor, level="high", reason="Вакансии", **about)
    programme = road.AntiRiskProgramme.objects.create(risk=risk, title="Программа", goal="Цель", **about)
    deficit = road.CaseDeficit.objects.create(procedure="OGE-9-MA", failed=31, participants=62, **about)
    conclusion = road.Conclusion.objects.create(kind=ConclusionKind.INTERIM, text="Заключение", **about)
    dose = road.SupportDose.objects.create(kind="visit", title="Выезд", recorded_by=user, **about)
    review = road.MonthlyReview.objects.create(
        month=date(2020, 11, 1), reviewer=user, state=ReviewState.SIGNED, signed_at=timezone.now(), **about
    )
    correction = road.ReviewCorrection.objects.create(review=review, text="Исправить", **about)
    assignment = road.CaseAssignment.objects.create(
        role=AssignmentRole.COORDINATOR, person=user, since=date(2020, 10, 1), **about
    )
    return {
        "risk": risk.pk,
        "programme": programme.pk,
        "deficit": deficit.pk,
        "conclusion": conclusion.pk,
        "dose": dose.pk,
        "review": review.pk,
        "correction": correction.pk,
        "assignment_of_case": assignment.pk,
        "annex": annex_of(case, user).pk,
        "routes": routes_of(case, user).pk,
    }


def annex_of(case: road.SupportCase, user: User) -> road.ProgrammeAnnex:
    return road.ProgrammeAnnex.objects.create(
        municipality=case.municipality,
        school=case.school,
        academic_year=ROAD_YEAR,
        teacher=user,
        subject="MA",
        class_group="9А",
        state=AnnexState.HEAD,
    )


def routes_of(case: road.SupportCase, user: User) -> road.PupilRoutes:
    return road.PupilRoutes.objects.create(
        municipality=case.municipality,
        school=case.school,
        academic_year=ROAD_YEAR,
        grade=9,
        subject="MA",
        opened=12,
        as_of=date(2020, 12, 1),
        recorded_by=user,
    )


def plan_rows(case: road.SupportCase, user: User) -> dict[str, Any]:
    """A school's roadmap in force with one section and one measure, and what hangs on them."""
    city = case.municipality
    roadmap = road.Roadmap.objects.create(
        municipality=city,
        school=case.school,
        case=case,
        academic_year=ROAD_YEAR,
        title="Дорожная карта",
        state=RoadmapState.APPROVED,
    )
    of_plan = {"municipality": city, "roadmap": roadmap}
    section = road.RoadmapSection.objects.create(position=1024, title="Раздел", **of_plan)
    measure = road.Measure.objects.create(section=section, position=1024, title="Мероприятие", **of_plan)
    edit = road.RoadmapEdit.objects.create(revision=1, kind="add", table="measure", row=measure.pk, by=user, **of_plan)
    submission = road.RoadmapSubmission.objects.create(
        number=1, state="returned", content={}, content_sha256="0" * 64, submitted_by=user, **of_plan
    )
    remark = road.Remark.objects.create(submission=submission, text="Замечание", author=user, **of_plan)
    of_measure = {"municipality": city, "measure": measure}
    report = road.ProgressReport.objects.create(
        act="start", state_from="planned", state_to="in_progress", by=user, **of_measure
    )
    evidence = road.Evidence(
        kind=EvidenceKind.FILE, title="Справка", original_name="Справка.pdf", uploaded_by=user, **of_measure
    )
    evidence.file.save("x", ContentFile(b"%PDF-1.7"), save=False)
    evidence.save()
    paper = road.Paper(
        municipality=city,
        school=case.school,
        subject_kind="roadmap",
        subject_id=roadmap.pk,
        title="Дорожная карта",
        size=1,
        sha256="0" * 64,
        content_sha256="0" * 64,
    )
    paper.file.save("x", ContentFile(b"%PDF-1.7"), save=False)
    paper.save()
    return {
        "roadmap": roadmap.pk,
        "section": section.pk,
        "measure": measure.pk,
        "measure_key": measure.key,
        "edit": edit.pk,
        "submission": submission.pk,
        "remark": remark.pk,
        "report": report.pk,
        "evidence": evidence.pk,
        "paper": paper.pk,
    }
