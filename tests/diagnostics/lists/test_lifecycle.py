"""A list's way from draft to archive: who may, what must hold, what freezes, who is told."""

import pytest
from django.core.exceptions import PermissionDenied

from diagnostics.models import AssessmentResult, RiskList, RiskListEntry
from diagnostics.selectors.snapshots import is_intact
from diagnostics.services.list_states import (
    approve_risk_list,
    archive_risk_list,
    return_risk_list,
    submit_risk_list,
)
from diagnostics.signals import risk_list_approved
from schools.models import School
from shnor_portal.accounts.permissions import Role
from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.refusals import Refusal
from shnor_portal.notifications.models import Notification
from tests.diagnostics.lists.conftest import FINE, LOW, PROCEDURES, add_school, give
from tests.diagnostics.lists.test_propose import propose
from tests.factories import make_user


@pytest.fixture
def decided_city(city, rules):
    """Two schools: one listed, one not; nothing left open."""
    add_school(city, "СОШ № 1", low=3)
    add_school(city, "СОШ № 2", low=0)
    return city


def code_of(act, **arguments):
    with pytest.raises(Refusal) as refusal:
        act(**arguments)
    return refusal.value.code


def test_approval_freezes_and_seals(decided_city, officer):
    risk_list = propose(decided_city, by=officer).risk_list
    heard = []

    def listen(sender, risk_list, **_):
        heard.append(risk_list.pk)

    risk_list_approved.connect(listen)
    try:
        approved = approve_risk_list(risk_list_id=risk_list.pk, by=officer, version=risk_list.version)
    finally:
        risk_list_approved.disconnect(listen)
    assert (approved.state, approved.approved_by) == ("approved", officer)
    assert heard == [risk_list.pk]
    assert is_intact(RiskList.objects.get(pk=risk_list.pk))
    RiskListEntry.objects.filter(school__name="СОШ № 2").update(is_included=True)
    assert not is_intact(RiskList.objects.get(pk=risk_list.pk))


def test_changed_results_stop_approval(decided_city, officer):
    risk_list = propose(decided_city).risk_list
    AssessmentResult.objects.filter(school__name="СОШ № 2").update(failed=10)
    assert code_of(approve_risk_list, risk_list_id=risk_list.pk, by=officer) == "STALE_INPUTS"
    propose(decided_city)
    approve_risk_list(risk_list_id=risk_list.pk, by=officer)
    assert risk_list.entries.included().count() == 2


def test_unknown_school_needs_a_decision(small_city, officer):
    risk_list = propose(small_city).risk_list
    with pytest.raises(Refusal, match="СОШ № 10") as refusal:
        approve_risk_list(risk_list_id=risk_list.pk, by=officer)
    assert refusal.value.code == "UNDECIDED"
    assert not AuditEntry.objects.filter(action="risk_list.approved").exists()


def test_empty_list_is_not_approved(city, rules, officer):
    add_school(city, "СОШ № 2", low=0)
    risk_list = propose(city).risk_list
    assert code_of(approve_risk_list, risk_list_id=risk_list.pk, by=officer) == "LIST_EMPTY"


def test_stale_page_is_refused(decided_city, officer):
    risk_list = propose(decided_city).risk_list
    assert code_of(approve_risk_list, risk_list_id=risk_list.pk, by=officer, version=1) == "STALE"


def test_draft_is_not_approved(decided_city, officer):
    risk_list = propose(decided_city, as_draft=True).risk_list
    assert code_of(approve_risk_list, risk_list_id=risk_list.pk, by=officer) == "STATE"
    submit_risk_list(risk_list_id=risk_list.pk, by=officer)
    approve_risk_list(risk_list_id=risk_list.pk, by=officer)


def test_return_needs_a_reason_and_keeps_it(decided_city, officer):
    risk_list = propose(decided_city).risk_list
    assert code_of(return_risk_list, risk_list_id=risk_list.pk, reason=" ", by=officer) == "REASON_REQUIRED"
    returned = return_risk_list(risk_list_id=risk_list.pk, reason="Проверить ОГЭ", by=officer)
    assert (returned.state, returned.state_note, returned.proposed_at) == ("draft", "Проверить ОГЭ", None)


def test_second_approved_list_archives_the_first(decided_city, officer):
    first = propose(decided_city).risk_list
    approve_risk_list(risk_list_id=first.pk, by=officer)
    second = propose(decided_city).risk_list
    assert second.pk != first.pk
    approve_risk_list(risk_list_id=second.pk, by=officer)
    first.refresh_from_db()
    assert (first.state, first.state_note) == ("archived", f"Заменён перечнем № {second.pk}")


def test_forecast_does_not_replace_the_municipal_list(decided_city, officer):
    first = propose(decided_city).risk_list
    approve_risk_list(risk_list_id=first.pk, by=officer)
    forecast = propose(decided_city, origin="forecast").risk_list
    approve_risk_list(risk_list_id=forecast.pk, by=officer)
    first.refresh_from_db()
    assert first.state == "approved"


def test_years_in_row_are_counted_over_approved_lists(decided_city, officer):
    for year, low in ((2020, 3), (2021, 3)):
        for school, count in (("СОШ № 1", low), ("СОШ № 2", 4 if year == 2021 else 0)):
            if year == 2021:
                add_results(decided_city, school, count, year - 1)
        risk_list = propose(decided_city, academic_year=year).risk_list
        approve_risk_list(risk_list_id=risk_list.pk, by=officer)
    years = dict(risk_list.entries.values_list("school_name", "years_in_row"))
    assert years == {"СОШ № 1": 2, "СОШ № 2": 1}


def add_results(city, name, low, year):
    school = School.objects.get(municipality=city, name=name)
    for place, procedure in enumerate([*PROCEDURES, "OGE-9-RU", "OGE-9-MA"]):
        give(school, procedure, *(LOW if place < low else FINE), year=year)


def test_people_are_told(decided_city, officer):
    head = make_user(Role.DEPARTMENT_HEAD, decided_city)
    listed = RiskListEntry.objects
    risk_list = propose(decided_city, by=officer).risk_list
    school = listed.get(school_name="СОШ № 1").school
    other = listed.get(school_name="СОШ № 2").school
    principal, neighbour = (
        make_user(Role.SCHOOL_ADMIN, decided_city, school),
        make_user(Role.SCHOOL_ADMIN, decided_city, other),
    )
    assert list(Notification.objects.values_list("recipient", "kind")) == [(head.pk, "risk_list_proposed")]
    approve_risk_list(risk_list_id=risk_list.pk, by=head)
    told = set(Notification.objects.filter(kind__in=["risk_list_approved", "school_listed"]).values_list(
        "recipient", "kind"))  # fmt: skip
    assert told == {(officer.pk, "risk_list_approved"), (principal.pk, "school_listed")}
    assert not Notification.objects.filter(recipient=neighbour).exists()


def test_rights_are_asked_again(decided_city, officer, stranger, school_admin):
    risk_list = propose(decided_city).risk_list
    coordinator = make_user(Role.MUNICIPAL_COORDINATOR, decided_city)
    for person in (stranger, school_admin, coordinator):
        with pytest.raises(PermissionDenied):
            approve_risk_list(risk_list_id=risk_list.pk, by=person)
        with pytest.raises(PermissionDenied):
            archive_risk_list(risk_list_id=risk_list.pk, reason="так", by=person)
    risk_list.refresh_from_db()
    assert risk_list.state == "proposed"


def test_archived_list_stays_archived(decided_city, officer):
    risk_list = propose(decided_city).risk_list
    archive_risk_list(risk_list_id=risk_list.pk, reason="Ошибка", by=officer)
    assert code_of(approve_risk_list, risk_list_id=risk_list.pk, by=officer) == "STATE"


def test_school_sees_only_its_own_entry_of_approved_lists(decided_city, officer):
    risk_list = propose(decided_city).risk_list
    school = RiskListEntry.objects.get(school_name="СОШ № 1").school
    principal = make_user(Role.SCHOOL_ADMIN, decided_city, school)
    assert not RiskListEntry.objects.visible_to(principal).exists()
    approve_risk_list(risk_list_id=risk_list.pk, by=officer)
    assert [entry.school_name for entry in RiskListEntry.objects.visible_to(principal)] == ["СОШ № 1"]
