"""`integrity_check`: silent about a healthy city, and exact about each thing broken behind the services' back."""

import hashlib
import io
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from diagnostics.enums import RiskListOrigin, RiskListState, SchoolVerdict
from diagnostics.models import AssessmentResult, PupilResult, RiskList, RiskListEntry
from diagnostics.selectors.snapshots import snapshot_sha256
from reports.enums import OrderKind, OrderState
from reports.models import Order, OrderAppendix, OrderFile
from shnor_portal.accounts.models import RoleAssignment
from shnor_portal.audit.services import record
from shnor_portal.common.append_only import allow_changes, forbid_changes
from shnor_portal.common.integrity import all_checks, run_checks
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch
from shnor_portal.jobs.models import Job, JobState
from tests.factories import BatchFactory, ResultFactory, SchoolFactory

pytestmark = pytest.mark.django_db
BYTES = b"workbook"
SHA = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture(autouse=True)
def _guards(db):
    """The suite sweeps SQLite by DELETE and so takes one guard away; here it stands again."""
    allow_changes(connection, "audit_auditentry")
    forbid_changes(connection, "audit_auditentry")


@pytest.fixture
def batch(city) -> ImportBatch:
    made: Any = BatchFactory(municipality=city, sha256=SHA, applied_at=timezone.now(), file=None)
    made.file.save("x", ContentFile(BYTES))
    return made


@pytest.fixture
def result(school, batch) -> AssessmentResult:
    made: Any = ResultFactory(school=school, batch=batch, participants=3, marks_2=1, marks_3=1, marks_4=1, marks_5=0)
    for row, mark in enumerate((2, 3, 4), start=2):
        PupilResult.objects.create(
            municipality=school.municipality, result=made, pupil_code=f"1000{row}", mark=mark, row=row
        )
    return made


@pytest.fixture
def risk_list(school) -> RiskList:
    made = RiskList.objects.create(
        municipality=school.municipality,
        academic_year=2020,
        origin=RiskListOrigin.MUNICIPAL,
        title="Перечень",
        state=RiskListState.APPROVED,
        approved_at=timezone.now(),
    )
    RiskListEntry.objects.create(
        municipality=school.municipality, risk_list=made, school=school, verdict=SchoolVerdict.LISTED, is_included=True
    )
    made.snapshot_sha256 = snapshot_sha256(made)
    made.save()
    return made


@pytest.fixture
def order_file(city, risk_list) -> OrderFile:
    order = Order.objects.create(
        municipality=city,
        kind=OrderKind.RISK_LIST,
        state=OrderState.REGISTERED,
        risk_list=risk_list,
        title="Приказ",
        preamble="-",
        number="1-а",
        registered_on=timezone.localdate(),
        signer_position="-",
        signer_name="-",
    )
    OrderAppendix.objects.create(
        municipality=city, order=order, title="Перечень", snapshot_sha256=risk_list.snapshot_sha256
    )
    made = OrderFile(municipality=city, order=order, format="pdf", size=8, sha256=SHA, content_sha256=SHA)
    made.file.save("x", ContentFile(BYTES))
    return made


@pytest.fixture
def city_in_order(officer, school_admin, result, risk_list, order_file):
    """A small city in which everything holds."""


def broken() -> set[str]:
    return {outcome.check for outcome in run_checks() if outcome.findings}


def test_healthy_city_is_told_healthy(city_in_order):
    said = io.StringIO()
    call_command("integrity_check", stdout=said)
    assert said.getvalue().count("в порядке") == len(all_checks()) >= 14


def test_report_for_programs(city_in_order, result):
    AssessmentResult.objects.update(failed=4)
    said = io.StringIO()
    with pytest.raises(CommandError, match="нарушений: 1"):
        call_command("integrity_check", "--format=json", stdout=said)
    found = {outcome["check"]: outcome["findings"] for outcome in json.loads(said.getvalue())}
    assert [finding["where"] for finding in found["diagnostics.parts_of_participants"]] == [
        f"diagnostics.AssessmentResult {result.pk}"
    ]


def lose_the_file(row) -> None:
    row.file.storage.delete(row.file.name)


def rewrite_the_file(row) -> None:
    lose_the_file(row)
    row.file.storage.save(row.file.name, ContentFile(b"other bytes"))


@pytest.mark.parametrize("harm", [lose_the_file, rewrite_the_file])
def test_lost_or_changed_files_are_told(city_in_order, batch, order_file, harm):
    harm(batch)
    assert broken() == {"imports.files"}
    harm(order_file)
    assert broken() == {"imports.files", "reports.files"}


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"marks_4": 0, "marks_5": 1}, "diagnostics.pupils_match"),
        ({"participants": 4}, "diagnostics.pupils_match"),
        ({"failed": 4}, "diagnostics.parts_of_participants"),
        ({"scored": 4}, "diagnostics.parts_of_participants"),
    ],
)
def test_counts_that_do_not_agree_are_told(city_in_order, change, check):
    AssessmentResult.objects.update(**change)
    assert broken() == {check}


def test_printed_marks_that_do_not_add_up_are_told(city_in_order, batch):
    ResultFactory(school=SchoolFactory(municipality=batch.municipality), batch=batch, participants=21)
    assert broken() == {"diagnostics.marks_add_up"}


@pytest.mark.parametrize("state", [BatchState.UNDONE, BatchState.CHECKED])
def test_result_in_force_of_an_import_that_is_not(city_in_order, state):
    ImportBatch.objects.update(state=state, undone_at=timezone.now())
    assert broken() == {"diagnostics.results_in_force"}


def test_result_both_in_force_and_replaced_is_told(city_in_order, batch):
    AssessmentResult.objects.update(replaced_by=batch)
    assert broken() == {"diagnostics.results_in_force"}


def test_applied_import_without_its_moment_is_told(city_in_order):
    ImportBatch.objects.update(applied_at=None)
    assert broken() == {"imports.dates"}


def test_list_changed_after_approval_is_told(city_in_order):
    RiskListEntry.objects.update(is_included=False)
    assert broken() == {"diagnostics.sealed_lists"}


def test_appendix_of_another_list_is_told(city_in_order):
    OrderAppendix.objects.update(snapshot_sha256="f" * 64)
    assert broken() == {"reports.seals"}


def test_role_in_a_school_that_is_not_there_is_told(city_in_order, school_admin, other_city):
    foreign: Any = SchoolFactory(municipality=other_city)
    RoleAssignment.objects.filter(user=school_admin).update(school_id=10**9)
    assert broken() == {"schools.role_has_school"}
    RoleAssignment.objects.filter(user=school_admin).update(school_id=foreign.pk)
    assert broken() == {"schools.role_has_school"}


def test_row_that_crosses_the_border_of_a_city_is_told(city_in_order, other_city):
    PupilResult.objects.filter(row=2).update(municipality=other_city)
    assert broken() == {"accounts.municipality_of_parent"}


def test_finished_job_that_holds_its_key_is_told(city_in_order, city):
    Job.objects.create(municipality=city, kind="k", title="t", state=JobState.FAILED, unique_key="k")
    assert broken() == {"jobs.finished"}


def test_audit_without_guards_and_with_changes_is_told(city_in_order, city):
    allow_changes(connection, "audit_auditentry")
    assert broken() == {"audit.guards"}
    with transaction.atomic():
        record(action="act", by=None, on=city, municipality_id=city.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditentry SET action = 'x'")
    assert broken() == {"audit.guards", "audit.chain"}
