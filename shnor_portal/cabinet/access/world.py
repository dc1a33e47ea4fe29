"""Sample rows for the matrix: two cities, two schools in ours, one row of each kind on every side."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from diagnostics.enums import AssessmentKind, RiskListOrigin, RiskListState, SchoolVerdict, Subject
from diagnostics.models import (
    Assessment,
    AssessmentResult,
    IndicatorValue,
    RiskList,
    RiskListEntry,
    RuleSet,
    RuleSetVersion,
)
from diagnostics.selection.presets import PRESET_DATA
from reports.documents.order import content_fingerprint
from reports.enums import OrderKind, OrderState
from reports.models import Order, OrderAppendix, OrderFile
from schools.enums import CodeSystem
from schools.models import School, SchoolCode
from shnor_portal.accounts.models import ApiToken, Municipality, RoleAssignment, User
from shnor_portal.accounts.permissions import Role
from shnor_portal.cabinet.access.needs import Placement
from shnor_portal.cabinet.access.road_rows import ABSENT, RoadSide, road_rows
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch
from shnor_portal.jobs.models import Job, JobState
from shnor_portal.notifications.models import Notification
from shnor_portal.webhooks.enums import DeliveryState
from shnor_portal.webhooks.models import WebhookDelivery, WebhookEndpoint

YEAR = 2019
PRESET = "rosobr-847-2020"


@dataclass(slots=True)
class Side(RoadSide):
    """Keys of the rows on one side, by the names that routes use."""

    school: int = ABSENT
    batch: int = ABSENT
    batch_uuid: uuid.UUID = field(default_factory=uuid.uuid4)
    result: int = ABSENT
    value: int = ABSENT
    rule_set: int = ABSENT
    rule_code: str = "net-takogo-pravila"
    rule_version: int = ABSENT
    risk_list: int = ABSENT
    entry: int = ABSENT
    order: int = ABSENT
    order_file: int = ABSENT
    order_mark: str = "0" * 32
    job: uuid.UUID = field(default_factory=uuid.uuid4)
    assignment: int = ABSENT
    token: uuid.UUID = field(default_factory=uuid.uuid4)
    webhook: uuid.UUID = field(default_factory=uuid.uuid4)
    webhook_delivery: uuid.UUID = field(default_factory=uuid.uuid4)
    notification: int = ABSENT
    municipality: int = ABSENT
    municipality_code: str = "net-takogo-goroda"
    assessment: int = ABSENT
    year: int = YEAR
    indicator: str = "R01"


@dataclass(slots=True)
class World:
    """People by role (all of our city, school roles at our school) and the sides."""

    people: dict[Role, User]
    sides: dict[Placement, Side]
    sessions: dict[Role | None, SimpleCookie] = field(default_factory=dict)

    def side(self, placement: Placement) -> Side:
        return self.sides[placement]


def build_world() -> World:
    """Write the sample rows; the caller's transaction or throw-away database takes them back."""
    ours, theirs = city("nash-gorod", "Наш город"), city("chuzhoy-gorod", "Чужой город")
    school, neighbour = new_school(ours, "Школа № 1", "101001"), new_school(ours, "Школа № 2", "101002")
    foreign_school = new_school(theirs, "Школа № 3", "201001")
    people = {role: person(role, ours, school) for role in Role}
    foreigner = person(Role.CITY_ADMINISTRATOR, theirs, foreign_school)
    sides = {
        Placement.OWN: fill(ours, school, people[Role.CITY_ADMINISTRATOR]),
        Placement.NEIGHBOUR: fill(ours, neighbour, people[Role.CITY_ADMINISTRATOR]),
        Placement.FOREIGN: fill(theirs, foreign_school, foreigner),
        Placement.ABSENT: Side(),
    }
    return World(people, sides)


def city(code: str, name: str) -> Municipality:
    return Municipality.objects.create(
        code=code,
        name=name,
        name_genitive=name,
        region_name="Область",
        administration_name="Администрация",
        department_name="Управление образования",
        department_genitive="управления образования",
        head_position="Начальник управления",
        head_position_genitive="начальника управления",
        head_name="А.Б. Первая",
    )


def new_school(municipality: Municipality, name: str, ris: str) -> School:
    school = School.objects.create(municipality=municipality, name=name, search_name=name.casefold())
    SchoolCode.objects.create(municipality=municipality, school=school, system=CodeSystem.RIS, value=ris, raw=ris)
    return school


def person(role: Role, municipality: Municipality, school: School) -> User:
    user = User.objects.create_user(email=f"{role}@{municipality.code}.example.org", full_name=role.label)
    school_id = school.pk if role.is_school_role else None
    RoleAssignment.objects.create(user=user, municipality=municipality, role=role, school_id=school_id)
    return user


def fill(city: Municipality, school: School, administrator: User) -> Side:
    """One row of each kind in the city, those about a school about this one."""
    batch = ImportBatch.objects.create(
        municipality=city,
        target="figures",
        state=BatchState.APPLIED,
        layout="generic",
        recognition={"previews": [{"sheet": "Лист1", "rows": [["Школа"]], "first_row": 1, "first_column": 1}]},
        original_name="Книга.xlsx",
        file=ContentFile(b"-", name="x"),
        size=1,
        sha256="0" * 64,
        counts={"seen": 1, "taken": 1, "skipped": 0, "refused": 0, "items": {"new": 1, "changed": 0, "same": 0}},
        applied_at=timezone.now(),
    )
    result = result_of(city, school, batch)
    version = rule_of(city)
    entry = entry_of(city, school, version)
    order, file = order_of(city, entry.risk_list)
    job = Job.objects.create(
        municipality=city, kind="reports.render_order", title="PDF", state=JobState.FAILED, arguments={}
    )
    token, _ = ApiToken.objects.create(user=administrator, title="Выгрузка")
    note = Notification.objects.create(municipality=city, recipient=administrator, kind="list_approved", title="-")
    delivery = delivery_to(city, administrator)
    value = IndicatorValue.objects.create(
        municipality=city,
        school=school,
        academic_year=YEAR,
        indicator="R01",
        procedure="",
        numerator=6,
        denominator=20,
        formula_version=1,
        batches=[batch.pk],
    )
    return Side(
        school=school.pk,
        batch=batch.pk,
        batch_uuid=batch.public_id,
        result=result.pk,
        value=value.pk,
        rule_set=version.rule_set_id,
        rule_code=version.rule_set.code,
        rule_version=version.pk,
        risk_list=entry.risk_list_id,
        entry=entry.pk,
        order=order.pk,
        order_file=file.pk,
        order_mark=content_fingerprint(order)[:32],
        job=job.pk,
        assignment=RoleAssignment.objects.get(user=administrator).pk,
        notification=note.pk,
        token=token.public_id,
        webhook=delivery.endpoint.public_id,
        webhook_delivery=delivery.public_id,
        municipality=city.pk,
        municipality_code=city.code,
        assessment=result.assessment_id,
        **road_rows(city, school, administrator),
    )


def delivery_to(city: Municipality, administrator: User) -> WebhookDelivery:
    """A message that another system has taken."""
    endpoint = WebhookEndpoint(municipality=city, title="Журнал", url="https://journal.example.org/")
    endpoint.secret, endpoint.created_by = "-", administrator
    endpoint.save()
    return WebhookDelivery.objects.create(
        municipality=city,
        endpoint=endpoint,
        event="ping",
        body="{}",
        state=DeliveryState.DELIVERED,
        next_attempt_at=None,
        delivered_at=timezone.now(),
    )


def result_of(city: Municipality, school: School, batch: ImportBatch) -> AssessmentResult:
    assessment, _ = Assessment.objects.get_or_create(
        procedure="VPR-6-MA",
        academic_year=YEAR,
        defaults={"kind": AssessmentKind.VPR, "grade": 6, "subject": Subject.MA},
    )
    return AssessmentResult.objects.create(
        municipality=city,
        school=school,
        assessment=assessment,
        batch=batch,
        participants=20,
        marks_2=6,
        marks_3=8,
        marks_4=4,
        marks_5=2,
        failed=6,
        sheet="Лист1",
        row_from=2,
        row_to=21,
    )


def rule_of(city: Municipality) -> RuleSetVersion:
    rule, _ = RuleSet.objects.get_or_create(
        municipality=city, code=f"pravilo-{city.code}", defaults={"title": "Правило 847"}
    )
    definition: Any = PRESET_DATA[PRESET]
    version, _ = RuleSetVersion.objects.get_or_create(
        municipality=city, rule_set=rule, number=1, defaults={"definition": definition}
    )
    return version


def entry_of(city: Municipality, school: School, version: RuleSetVersion) -> RiskListEntry:
    """An approved list of its own that holds this school alone."""
    risk_list = RiskList.objects.create(
        municipality=city,
        academic_year=YEAR + 1,
        results_year=YEAR,
        origin=RiskListOrigin.MUNICIPAL,
        title="Перечень",
        state=RiskListState.APPROVED,
        rule_version=version,
        approved_at=timezone.now(),
        snapshot_sha256="a" * 64,
    )
    return RiskListEntry.objects.create(
        municipality=city,
        risk_list=risk_list,
        school=school,
        verdict=SchoolVerdict.LISTED,
        is_included=True,
        low_count=2,
        data_count=2,
    )


def order_of(city: Municipality, risk_list: RiskList) -> tuple[Order, OrderFile]:
    """A registered order and a file that shows it."""
    order = Order.objects.create(
        municipality=city,
        kind=OrderKind.RISK_LIST,
        state=OrderState.REGISTERED,
        risk_list=risk_list,
        title="Об утверждении перечня",
        preamble="В соответствии",
        items=["Утвердить."],
        number=f"{risk_list.pk}-а",
        registered_on=date(2020, 9, 9),
        signer_position=city.head_position,
        signer_name=city.head_name,
    )
    OrderAppendix.objects.create(
        municipality=city, order=order, title="Перечень", columns=["№"], rows=[["1"]], snapshot_sha256="a" * 64
    )
    file = OrderFile(
        municipality=city,
        order=order,
        format="pdf",
        size=1,
        sha256="0" * 64,
        content_sha256=content_fingerprint(order),
        pages=1,
    )
    file.file.save("x.pdf", ContentFile(b"-"), save=False)
    file.save()
    return order, file
