"""The demo's year of support: every stage has a school, whatever day of the school year the city is built on."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
import time_machine

from diagnostics.models import RiskList, RiskListEntry
from roadmaps.models import (
    Application,
    CaseNote,
    Concern,
    Evidence,
    Measure,
    MonthlyReview,
    ProgrammeAnnex,
    PupilRoutes,
    Roadmap,
    SupportCase,
    SupportDose,
)
from roadmaps.selectors.occurrences import occurrences
from roadmaps.selectors.programme import today_in
from shnor_portal.accounts.models import Municipality
from shnor_portal.audit.models import AuditEntry
from shnor_portal.demo.cities import MAIN_CODE
from shnor_portal.demo.people import CURATOR, OFFICER, PEOPLE, SCHOOL_ADMIN, account_of, open_accounts
from shnor_portal.demo.road import build
from shnor_portal.demo.road.build import build_road, has_road
from tests.factories import AssessmentFactory, BatchFactory, MunicipalityFactory, ResultFactory, SchoolFactory

pytestmark = pytest.mark.django_db

SCHOOLS = 22
LOW = ("OGE-9-MA", "VPR-6-RU")
SECOND_DAY = datetime(2026, 9, 2, 3, tzinfo=UTC)
MIDDLE = datetime(2027, 1, 20, 3, tzinfo=UTC)
LAST_WEEK = datetime(2027, 8, 25, 3, tzinfo=UTC)
YEAR = 2026


@pytest.fixture
def own_list(db) -> RiskList:
    """A city of the demo's people with a list by the rule: 22 schools with two low procedures each."""
    city = MunicipalityFactory.create(code=MAIN_CODE)
    listed = RiskList.objects.create(
        municipality=city, academic_year=2020, origin="municipal", state="proposed", title="Перечень"
    )
    batch = BatchFactory.create(municipality=city)
    assessments = {code: AssessmentFactory.create(procedure=code, academic_year=2019) for code in LOW}
    schools = [SchoolFactory.create(municipality=city) for _ in range(SCHOOLS)]
    for school in schools:
        for assessment in assessments.values():
            counts = {"participants": 60, "marks_2": 24, "marks_3": 36, "marks_4": 0, "marks_5": 0}
            ResultFactory.create(school=school, assessment=assessment, batch=batch, **counts)
    RiskListEntry.objects.bulk_create(entry_of(listed, school, place) for place, school in enumerate(schools))
    return listed


def entry_of(listed: RiskList, school, place: int) -> RiskListEntry:
    reasons = [
        {"procedure": code, "verdict": "low", "failed": 24, "participants": 60, "academic_year": 2019} for code in LOW
    ]
    return RiskListEntry(
        municipality_id=listed.municipality_id,
        risk_list=listed,
        school=school,
        school_name=school.name,
        verdict="listed",
        is_included=True,
        low_count=SCHOOLS - place,
        reasons=reasons,
    )


def built(own_list: RiskList) -> Municipality:
    """The year, built on the day that the test stands in: roles are given from that day on."""
    city, entries = own_list.municipality, own_list.entries.order_by("pk")
    for person in PEOPLE:
        if person.city == MAIN_CODE:
            open_accounts([person], city, entries[person.school].school)
    build_road(city, own_list, lambda line: None)
    return city


def counted(rows, *fields) -> Counter:
    return Counter(rows.values_list(*fields, flat=len(fields) == 1))


@pytest.mark.parametrize("moment", [SECOND_DAY, LAST_WEEK], ids=["the second day of school", "the end of summer"])
def test_every_stage_has_a_school_and_nothing_done_lies_ahead(own_list, moment):
    with time_machine.travel(moment, tick=False):
        city = built(own_list)
        require_every_stage(city)
        today = today_in(city)
        assert not Measure.objects.filter(done_on__gt=today).exists()
        assert not MonthlyReview.objects.filter(month__gt=today).exists()
        assert not SupportDose.objects.filter(delivered_on__gt=today).exists()
        assert not Roadmap.objects.filter(adopted_on__gt=today).exists()


def require_every_stage(city: Municipality) -> None:
    assert counted(SupportCase.objects.of(city).for_year(YEAR), "stage") == {
        "candidate": 1,
        "interview_planned": 1,
        "interviewed": 1,
        "diagnosis": 1,
        "deficits": 1,
        "planning": 4,
        "implementation": 5,
    }
    assert counted(Roadmap.objects.of_schools().for_year(YEAR), "state") == {
        "draft": 1,
        "submitted": 1,
        "returned": 1,
        "agreed": 1,
        "approved": 3,
        "published": 2,
    }


def test_the_middle_of_the_year_shows_work_in_every_state(own_list):
    with time_machine.travel(MIDDLE, tick=False):
        city = built(own_list)
        require_every_stage(city)
        of_year = Measure.objects.live().filter(roadmap__academic_year=YEAR, roadmap__school__isnull=False)
        assert set(counted(of_year, "state")) == {
            "planned",
            "in_progress",
            "done",
            "confirmed",
            "returned",
            "cancelled",
        }
        assert set(counted(Evidence.objects, "state")) == {"accepted", "rejected", "uploaded", "replaced"}
        assert set(counted(MonthlyReview.objects.signed(), "rag")) == {"green", "amber", "red"}
        assert counted(MonthlyReview.objects.filter(state="draft"), "month") == {date(2027, 1, 1): 2}
        assert set(counted(SupportDose.objects, "state")) == {"planned", "delivered"}
        assert counted(Application.objects, "state") == {"accepted": 1, "declined": 1, "submitted": 1}
        assert counted(Concern.objects, "state") == {"escalated": 1, "resolved": 1}
        assert counted(CaseNote.objects, "is_restricted") == {True: 1, False: 1}
        assert set(counted(ProgrammeAnnex.objects, "state")) == {
            "draft",
            "association",
            "deputy",
            "returned",
            "published",
            "declined",
        }
        assert all(routes.finished <= routes.opened for routes in PupilRoutes.objects.all())
        paused = SupportCase.objects.get(paused_at__isnull=False)
        assert paused.pause_reason.startswith("Капитальный ремонт")
        again = SupportCase.objects.for_year(YEAR).filter(years_in_row=2)
        assert counted(again, "support_format__code") == {"tutoring": 1, None: 1}
        assert set(again.values_list("previous__outcome", flat=True)) == {"change_format", "continue"}
        assert Measure.objects.filter(city_measure__isnull=False).exists()
        plan = Roadmap.objects.of_city().get()
        assert (plan.state, plan.number, plan.sections.count()) == ("approved", "418-а", 4)
        assert not SupportCase.objects.of(city).open().filter(academic_year__lt=YEAR).exists()
        require_everybody_sees_her_part(city)


def require_everybody_sees_her_part(city: Municipality) -> None:
    year = SupportCase.objects.for_year(YEAR)
    own, curated = account_of(SCHOOL_ADMIN), year.visible_to(account_of(CURATOR))
    assert year.visible_to(account_of(OFFICER)).count() == 14
    assert year.visible_to(own).count() == 1
    assert counted(curated, "curator__email") == {CURATOR.email: 3}
    mine = Measure.objects.live().filter(roadmap__school__isnull=False, roadmap__academic_year=YEAR).visible_to(own)
    assert mine.count() >= 25
    rows = occurrences(own, city, date(2026, 9, 1), date(2027, 8, 31), only_mine=True)
    assert any(row.is_late for row in rows)
    assert any(row.is_done for row in rows)


def test_second_building_adds_nothing_and_a_cut_one_goes_on(own_list, monkeypatch):
    class CutOffError(Exception):
        pass

    def cut(*_):
        raise CutOffError

    with time_machine.travel(MIDDLE, tick=False):
        with monkeypatch.context() as patch:
            patch.setattr(build, "take_applications", cut)
            for _ in range(2):
                with pytest.raises(CutOffError):
                    built(own_list)
                assert not has_road(own_list.municipality)
                assert SupportCase.objects.for_year(YEAR).count() == 13
        built(own_list)
        assert has_road(own_list.municipality)
        before = AuditEntry.objects.count()
        built(own_list)
        assert AuditEntry.objects.count() == before
    with time_machine.travel(datetime(2027, 10, 5, tzinfo=UTC), tick=False):
        built(own_list)
        assert not SupportCase.objects.for_year(2027).exists(), "the next school year leaves the city as it is"
