"""The audit trail: what the command tells after someone has had her hands in the table."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, NotSupportedError, connection, transaction

from shnor_portal.audit.models import AuditChain, AuditEntry
from shnor_portal.audit.services import record, verify_chains
from shnor_portal.common.append_only import allow_changes, forbid_changes, missing_triggers, trigger_name
from shnor_portal.common.refusals import Refusal

pytestmark = pytest.mark.django_db
TABLE = "audit_auditentry"
SET = "UPDATE audit_auditentry SET {}"
FORGE = "UPDATE audit_auditentry SET action = 'x'"
DELETE = "DELETE FROM audit_auditentry"


@pytest.fixture
def trail(city, officer):
    """Five entries of one city."""
    with transaction.atomic():
        return [record(action=f"act.{n}", by=officer, on=city, municipality_id=city.pk) for n in range(1, 6)]


def behind_the_back(act: str, condition: str, *values: int | str) -> None:
    """SQL on the table by someone who owns the database and has taken the triggers away."""
    allow_changes(connection, TABLE)
    with connection.cursor() as cursor:
        cursor.execute(f"{act} WHERE {condition}", values)


def faults() -> list[tuple[int, str]]:
    return [(fault.sequence, fault.message) for fault in verify_chains().faults]


def test_untouched_trail_is_whole(trail):
    found = verify_chains()
    assert (found.read, found.faults) == (5, [])
    assert found.heads[trail[0].municipality_id] == (5, trail[-1].hash)


def test_entry_belongs_to_the_transaction_of_its_act(city):
    connection.in_atomic_block, was = False, connection.in_atomic_block
    try:
        with pytest.raises(RuntimeError):
            record(action="act", by=None, on=city, municipality_id=city.pk)
    finally:
        connection.in_atomic_block = was


@transaction.atomic
def record_and_refuse(city) -> None:
    record(action="act", by=None, on=city, municipality_id=city.pk)
    raise Refusal("STATE", "Нельзя.")


def test_act_that_fails_leaves_no_entry(city):
    with pytest.raises(Refusal):
        record_and_refuse(city)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("column", ["action", "actor_label", "object_label", "object_id", "request_id", "details"])
def test_changed_entry_is_found(trail, column):
    behind_the_back(SET.format(f"{column} = '\"x\"'"), "sequence = 3")
    assert (3, "entry was changed") in faults()


def test_removed_entry_is_found(trail):
    behind_the_back(DELETE, "sequence = 2")
    assert (2, "entry is missing") in faults()


def test_reordered_entries_are_found(trail):
    for old, new in ((2, 90), (4, 2), (90, 4)):
        behind_the_back(SET.format("sequence = %s"), "sequence = %s", new, old)
    assert {sequence for sequence, _ in faults()} >= {2, 4}


def test_cut_end_is_found(trail):
    behind_the_back(DELETE, "sequence > 3")
    assert faults() == [(5, "the end of the chain was cut")]


def test_added_entry_is_found(trail):
    forged = AuditEntry(**{f.attname: getattr(trail[-1], f.attname) for f in AuditEntry._meta.fields if f.name != "id"})
    forged.sequence = 6
    forged.save()
    assert faults() == [(6, "entry was added beyond the head")]


def test_chain_without_a_head_is_found(trail):
    AuditChain.objects.all().delete()
    assert faults() == [(0, "the head of the chain is missing")]


def test_fault_in_one_city_does_not_touch_another(trail, other_city):
    with transaction.atomic():
        record(action="act", by=None, on=other_city, municipality_id=other_city.pk)
    behind_the_back(FORGE, "sequence = 3 AND municipality_id = %s", trail[0].municipality_id)
    assert {fault.municipality_id for fault in verify_chains().faults} == {trail[0].municipality_id}


def test_command_says_whole_and_prints_the_head(trail):
    said = io.StringIO()
    call_command("audit_verify", stdout=said)
    assert "записей 5" in said.getvalue()
    assert trail[-1].hash in said.getvalue()


def test_command_fails_on_a_fault(trail):
    behind_the_back(FORGE, "sequence = 3")
    complaint = io.StringIO()
    with pytest.raises(CommandError, match="Журнал нарушен"):
        call_command("audit_verify", stdout=io.StringIO(), stderr=complaint)
    assert "entry 3" in complaint.getvalue()


@pytest.mark.parametrize("statement", [FORGE, DELETE])
def test_database_refuses_to_change_the_trail(trail, statement):
    allow_changes(connection, TABLE)
    forbid_changes(connection, TABLE)
    assert missing_triggers(connection, TABLE) == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.filter(action__startswith="act.").count() == 5


def test_migration_set_the_triggers(db):
    """On SQLite the suite itself takes the one against DELETE away, to sweep after real transactions."""
    swept = [trigger_name(TABLE, "DELETE")] if connection.vendor == "sqlite" else []
    assert missing_triggers(connection, TABLE) == swept


def test_rows_have_no_door_for_changes(trail):
    with pytest.raises(NotSupportedError):
        AuditEntry.objects.update(action="x")
    with pytest.raises(NotSupportedError):
        AuditEntry.objects.filter(sequence=1).delete()
