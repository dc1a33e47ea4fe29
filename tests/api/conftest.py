"""People with tokens, and a city with one row of everything the API shows."""

from dataclasses import dataclass
from datetime import date

import pytest
from rest_framework.test import APIClient

from diagnostics.enums import RiskListOrigin, RiskListState, SchoolVerdict
from diagnostics.models import IndicatorValue, RiskList, RiskListEntry
from diagnostics.services.rules import ensure_presets
from reports.enums import OrderKind
from reports.models import Order
from roadmaps.enums import CaseStage, ReviewState, RoadmapState
from roadmaps.models import Measure, MonthlyReview
from schools.enums import CodeSystem
from schools.models import School
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Role
from shnor_portal.api.scopes import API_SCOPES
from shnor_portal.api.services import issue_token
from shnor_portal.imports.enums import Change, IssueSeverity
from shnor_portal.imports.models import ImportIssue, ImportItem
from shnor_portal.jobs.services import enqueue
from tests.factories import (
    BatchFactory,
    CaseDeficitFactory,
    CaseFactory,
    CaseRiskFactory,
    MeasureFactory,
    ResultFactory,
    RoadmapFactory,
    SchoolFactory,
    SectionFactory,
    add_code,
    make_user,
)

ROOT = "/api/v1/"


def token_for(user: User, *, scopes=None, may_write=True, days=30) -> str:
    held = [scope.value for scope in API_SCOPES if user.has_perm(scope)]
    return issue_token(user=user, title="t", scopes=scopes or held, may_write=may_write, days=days, by=user)[1]


def client_with(secret: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client


def client_for(user: User, **options) -> APIClient:
    return client_with(token_for(user, **options))


@pytest.fixture
def api(officer) -> APIClient:
    return client_for(officer)


@pytest.fixture
def guest() -> APIClient:
    return APIClient()


@pytest.fixture
def observer(city) -> User:
    """Of the same house; may look at schools, indicators and rules only."""
    return make_user(Role.OBSERVER, city)


@dataclass
class World:
    """A city and the address of one row of each resource."""

    city: Municipality
    addresses: dict[str, str]

    def list_of(self, name: str) -> str:
        return self.addresses[name].rsplit("/", 2)[0] + "/"


def build_road(school: School, by: User) -> Measure:
    """A school in the middle of its year: a measure of its approved plan, and a signed review of November."""
    case = CaseFactory.create(school=school, stage=CaseStage.IMPLEMENTATION)
    CaseDeficitFactory.create(case=case)
    CaseRiskFactory.create(case=case)
    MonthlyReview.objects.create(
        municipality=case.municipality, case=case, month=date(2020, 11, 1), reviewer=by, state=ReviewState.SIGNED
    )
    plan = RoadmapFactory.create(case=case, state=RoadmapState.APPROVED)
    return MeasureFactory.create(section=SectionFactory.create(roadmap=plan))


def build_world(city: Municipality, by: User) -> World:
    school = SchoolFactory.create(municipality=city, name="СОШ № 7")
    add_code(school, CodeSystem.FISOKO, "edu250007")
    result = ResultFactory.create(school=school)
    version = ensure_presets(municipality_id=city.pk, by=None)[0]
    value = IndicatorValue.objects.create(
        municipality=city, school=school, academic_year=2019, indicator="R01", procedure="VPR-6-MA",
        numerator=6, denominator=20, formula_version=1, batches=[result.batch_id],
    )  # fmt: skip
    risk_list = RiskList.objects.create(
        municipality=city, academic_year=2020, results_year=2019, origin=RiskListOrigin.MUNICIPAL,
        title="Перечень", state=RiskListState.PROPOSED, rule_version=version,
    )  # fmt: skip
    RiskListEntry.objects.create(
        municipality=city, risk_list=risk_list, school=school, school_name=school.name, is_included=True,
        verdict=SchoolVerdict.LISTED, low_count=1, low_procedures=" VPR-6-MA ", reasons=[{"procedure": "VPR-6-MA"}],
    )  # fmt: skip
    order = Order.objects.create(
        municipality=city, kind=OrderKind.values[0], risk_list=risk_list, title="О перечне", preamble="…",
        items=["Утвердить"], signer_position="Начальник", signer_name="А.Б. Примерова",
    )  # fmt: skip
    batch = BatchFactory.create(municipality=city)
    ImportItem.objects.create(
        municipality=city, batch=batch, position=1, row_from=2, row_to=3, subject_label="ВПР", school_label="СОШ № 7",
        change=Change.NEW, after={"Участников": "20"},
    )  # fmt: skip
    ImportIssue.objects.create(
        municipality=city, batch=batch, severity=IssueSeverity.ERROR, code="VALUE_RANGE", message="Не то", row=4
    )
    measure = build_road(school, by)
    job = enqueue(kind="recompute_indicators", title="Пересчёт", municipality_id=city.pk, by=by)
    return World(
        city,
        {
            "municipalities": f"{ROOT}municipalities/{city.code}/",
            "schools": f"{ROOT}schools/{school.pk}/",
            "assessments": f"{ROOT}assessments/{result.assessment_id}/",
            "results": f"{ROOT}results/{result.pk}/",
            "indicator-values": f"{ROOT}indicator-values/{value.pk}/",
            "rule-sets": f"{ROOT}rule-sets/{version.rule_set_id}/",
            "risk-lists": f"{ROOT}risk-lists/{risk_list.pk}/",
            "entries": f"{ROOT}risk-lists/{risk_list.pk}/entries/{school.pk}/",
            "orders": f"{ROOT}orders/{order.pk}/",
            "support-cases": f"{ROOT}support-cases/{measure.roadmap.case_id}/",
            "roadmaps": f"{ROOT}roadmaps/{measure.roadmap_id}/",
            "measures": f"{ROOT}measures/{measure.pk}/",
            "reviews": f"{ROOT}reviews/{MonthlyReview.objects.get(case_id=measure.roadmap.case_id).pk}/",
            "imports": f"{ROOT}imports/{batch.public_id}/",
            "jobs": f"{ROOT}jobs/{job.pk}/",
        },
    )


@pytest.fixture
def world(city, officer) -> World:
    return build_world(city, officer)
