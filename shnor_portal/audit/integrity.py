"""The audit trail is whole, and the database still guards it."""

from collections.abc import Iterator

from django.db import connection

from shnor_portal.audit.models import AuditEntry
from shnor_portal.audit.services import verify_chains
from shnor_portal.common.append_only import missing_triggers
from shnor_portal.common.integrity import Finding, integrity_check

IN_RUSSIAN = {
    "entry is missing": "записи нет",
    "entry was changed": "запись изменена",
    "the end of the chain was cut": "конец цепочки отрезан",
    "entry was added beyond the head": "за концом цепочки есть запись",
    "the head of the chain is missing": "у цепочки нет конца",
}


@integrity_check("audit.chain", "Журнал действий не изменён")
def chain() -> Iterator[Finding]:
    """The same walk as `audit_verify`."""
    for fault in verify_chains().faults:
        yield Finding(f"муниципалитет {fault.municipality_id}, запись {fault.sequence}", IN_RUSSIAN[fault.message])


@integrity_check("audit.guards", "База данных не даёт менять журнал действий")
def guards() -> Iterator[Finding]:
    """Rebuilding the table on SQLite would drop the triggers without a word."""
    for name in missing_triggers(connection, AuditEntry._meta.db_table):
        yield Finding(name, "сторожа таблицы журнала нет: выполните миграции заново или восстановите триггер")
