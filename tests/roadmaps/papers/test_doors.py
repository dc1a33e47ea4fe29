"""Doors of papers: whoever sees what a paper is about gets it, a row of Paper alone opens nothing."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from roadmaps.documents.kinds import KINDS
from roadmaps.enums import AnnexState, ConclusionKind, InterviewState, ReviewState, RoadmapState
from roadmaps.models import (
    AntiRiskProgramme,
    Application,
    Conclusion,
    Interview,
    MonthlyReview,
    Paper,
    ProgrammeAnnex,
)
from roadmaps.services.papers import render_paper, request_paper
from shnor_portal.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.integrity import run_checks
from shnor_portal.jobs.models import Job
from tests.factories import (
    CaseFactory,
    CaseRiskFactory,
    MeasureFactory,
    RoadmapFactory,
    SchoolFactory,
    SectionFactory,
    make_user,
)

pytestmark = pytest.mark.django_db
SIGHT = {
    "roadmap": Permission.VIEW_ROADMAPS,
    "annex": Permission.VIEW_ANNEXES,
}


@pytest.fixture
def case(school):
    return CaseFactory.create(school=school)


@pytest.fixture
def rows(case, officer):
    """One finished row of each kind about the school."""
    about = {"municipality": case.municipality, "case": case}
    roadmap = RoadmapFactory.create(case=case, state=RoadmapState.APPROVED)
    MeasureFactory.create(section=SectionFactory.create(roadmap=roadmap))
    risk = CaseRiskFactory.create(case=case)
    return {
        "roadmap": roadmap,
        "application": Application.objects.create(
            municipality=case.municipality,
            school=case.school,
            academic_year=2020,
            problems="Не хватает учителя",
            contact_name="Заместитель руководителя",
            contact="почта школы",
            submitted_by=officer,
        ),
        "interview": Interview.objects.create(
            planned_at=timezone.now(), state=InterviewState.HELD, held_on=date(2020, 11, 2), heard="Школу", **about
        ),
        "review": MonthlyReview.objects.create(
            month=date(2020, 11, 1), reviewer=officer, state=ReviewState.SIGNED, **about
        ),
        "conclusion": Conclusion.objects.create(
            kind=ConclusionKind.INTERIM, text="Сделано", signed_at=timezone.now(), author=officer, **about
        ),
        "annex": ProgrammeAnnex.objects.create(
            municipality=case.municipality,
            school=case.school,
            academic_year=2020,
            teacher=officer,
            subject="MA",
            class_group="9А",
            state=AnnexState.APPROVED,
        ),
        "programme": AntiRiskProgramme.objects.create(risk=risk, title="Кадры", goal="Закрыть вакансии", **about),
    }


def statuses(client, user, kind, row, paper) -> list[int]:
    client.force_login(user)
    form = KINDS[kind].forms[0].code
    addresses = [
        reverse("roadmaps:papers", args=[kind, row.pk]),
        reverse("roadmaps:paper_preview", args=[kind, row.pk, form]),
        reverse("roadmaps:paper_word", args=[kind, row.pk, form]),
        reverse("roadmaps:paper", args=[paper.pk]),
    ]
    return [client.get(address).status_code for address in addresses]


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_seen_with_what_it_is_about(client, rows, kind, city, school, other_city):
    row = rows[kind]
    paper = render_paper(subject=kind, row=row.pk, form=KINDS[kind].forms[0].code)
    elsewhere = SchoolFactory(municipality=city)
    for role in Role:
        sees = SIGHT.get(kind, Permission.VIEW_CASES) in ROLE_PERMISSIONS[role]
        own = make_user(role, city, school if role.is_school_role else None)
        assert statuses(client, own, kind, row, paper) == [200 if sees else 404] * 4, role
        if role.is_school_role:
            assert statuses(client, make_user(role, city, elsewhere), kind, row, paper) == [404] * 4, role
        far = SchoolFactory(municipality=other_city) if role.is_school_role else None
        assert statuses(client, make_user(role, other_city, far), kind, row, paper) == [404] * 4, role


def test_strange_subjects_and_forms_are_absent(officer_client, rows):
    roadmap = rows["roadmap"]
    for address in (
        f"/papers/nothing/{roadmap.pk}/",
        f"/papers/roadmap/{roadmap.pk}/minutes/",
        f"/papers/roadmap/{10**30}/",
        "/papers/files/999999999999999999999999/",
    ):
        assert officer_client.get(address).status_code == 404, address


def test_a_paper_of_a_draft_closes_when_the_real_one_is_signed(client, rows, officer, school_admin):
    review = rows["review"]
    MonthlyReview.objects.filter(pk=review.pk).update(state=ReviewState.DRAFT, remarks="Сказано сгоряча")
    old = render_paper(subject="review", row=review.pk, form="review")
    assert old.is_draft
    client.force_login(officer)
    assert client.get(reverse("roadmaps:paper", args=[old.pk])).status_code == 200
    client.force_login(school_admin)
    assert client.get(reverse("roadmaps:paper", args=[old.pk])).status_code == 404
    MonthlyReview.objects.filter(pk=review.pk).update(state=ReviewState.SIGNED, remarks="Сказано спокойно")
    new = render_paper(subject="review", row=review.pk, form="review")
    assert client.get(reverse("roadmaps:paper", args=[old.pk])).status_code == 404
    assert client.get(reverse("roadmaps:paper", args=[new.pk])).status_code == 200
    page = client.get(reverse("roadmaps:papers", args=["review", review.pk])).content.decode()
    assert reverse("roadmaps:paper", args=[new.pk]) in page
    assert reverse("roadmaps:paper", args=[old.pk]) not in page


def test_the_same_content_is_rendered_once_and_a_changed_one_anew(rows):
    roadmap = rows["roadmap"]
    first = render_paper(subject="roadmap", row=roadmap.pk, form="city")
    assert render_paper(subject="roadmap", row=roadmap.pk, form="city") == first
    assert render_paper(subject="roadmap", row=roadmap.pk, form="project") != first
    roadmap.measures.update(title="Совсем другое мероприятие")
    assert render_paper(subject="roadmap", row=roadmap.pk, form="city") != first
    assert Paper.objects.count() == 3


def test_pdf_is_made_by_a_worker_asked_for_by_a_person(client, rows, school_admin, stranger):
    roadmap = rows["roadmap"]
    address = reverse("roadmaps:make_paper", args=["roadmap", roadmap.pk, "school"])
    client.force_login(stranger)
    assert client.post(address).status_code == 404
    client.force_login(school_admin)
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302
    job = Job.objects.get(kind="roadmaps.render_paper")
    assert job.arguments == {"subject": "roadmap", "row": roadmap.pk, "form": "school"}
    panel = client.get(reverse("roadmaps:papers", args=["roadmap", roadmap.pk])).content.decode()
    assert "PDF готовится" in panel
    assert "every 2s" in panel


def test_a_person_without_sight_cannot_ask_past_the_page(rows, stranger):
    kind = KINDS["roadmap"]
    with pytest.raises(PermissionDenied):
        request_paper(kind=kind, row=rows["roadmap"], form=kind.forms[0], by=stranger)
    assert not Job.objects.exists()


def test_abbreviations_are_the_authors_while_the_plan_is_written(client, rows, school, school_admin, officer):
    roadmap = rows["roadmap"]
    roadmap.state = RoadmapState.DRAFT
    roadmap.goals = ["Помощь ШКИВ и ОО"]
    roadmap.save()
    address = reverse("roadmaps:abbreviations", args=[roadmap.pk])
    client.force_login(school_admin)
    page = client.get(address).content.decode()
    assert "ШКИВ" in page
    assert "неизвестно" in page
    mark = page.split('name="mark" value="')[1].split('"')[0]
    sent = {"short": ["ОО", "ШКИВ"], "words": ["школа", "школьный клуб"], "mark": mark}
    assert client.post(address, sent).status_code == 302
    roadmap.refresh_from_db()
    assert roadmap.abbreviations == {"ОО": "школа", "ШКИВ": "школьный клуб"}
    assert AuditEntry.objects.filter(action="roadmap.abbreviations").count() == 1
    stale = client.post(address, {**sent, "words": ["иное", "иное"]})
    assert stale.status_code == 409
    assert "иное" in stale.content.decode()
    client.force_login(officer)
    assert client.get(address).status_code == 403
    roadmap.state = RoadmapState.APPROVED
    roadmap.save()
    client.force_login(school_admin)
    assert client.post(address, {**sent, "mark": "x"}).status_code == 409


def test_a_paper_of_two_hundred_measures_asks_a_constant_number_of_queries(
    officer_client, rows, django_assert_max_num_queries
):
    roadmap = rows["roadmap"]
    section = roadmap.sections.get()
    for _ in range(200):
        MeasureFactory.create(section=section)
    for form in ("city", "school", "execution"):
        with django_assert_max_num_queries(25):
            address = reverse("roadmaps:paper_preview", args=["roadmap", roadmap.pk, form])
            assert officer_client.get(address).status_code == 200


def test_a_file_changed_on_the_disk_is_found(rows):
    paper = render_paper(subject="roadmap", row=rows["roadmap"].pk, form="city")
    assert [outcome.findings for outcome in run_checks() if outcome.check == "roadmaps.papers"] == [[]]
    with open(paper.file.path, "ab") as file:
        file.write(b"%")
    (found,) = [outcome.findings for outcome in run_checks() if outcome.check == "roadmaps.papers"]
    assert [finding.where for finding in found] == [f"roadmaps.Paper {paper.pk}"]
