"""Tables that only grow: triggers by which the database itself refuses to change or delete a row.

They stop mistakes and hasty hands; whoever owns the database can drop them, which is what the hash chain is for.
The only module, beside `bulk.py`, that knows one database from another.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

ACTS = ("UPDATE", "DELETE")


def trigger_name(table: str, act: str) -> str:
    return f"{table}_no_{act.lower()}"


def forbid_changes(connection: BaseDatabaseWrapper, table: str) -> None:
    """Make the table append-only. TRUNCATE on PostgreSQL is left to whoever owns the table."""
    make = _sqlite_trigger if connection.vendor == "sqlite" else _postgres_trigger
    with connection.cursor() as cursor:
        for act in ACTS:
            for statement in make(table, act):
                cursor.execute(statement)


def allow_changes(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the triggers away: the reverse of the migration."""
    tail = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for act in ACTS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger_name(table, act)}{tail}")


def missing_triggers(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """Names of the table's triggers that are not there; rebuilding a table on SQLite silently drops them."""
    names = {trigger_name(table, act) for act in ACTS}
    catalogue = "sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite" else "pg_trigger WHERE true"
    column = "name" if connection.vendor == "sqlite" else "tgname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {catalogue}")  # noqa: S608 two constants of our own
        return sorted(names - {row[0] for row in cursor.fetchall()})


def _sqlite_trigger(table: str, act: str) -> list[str]:
    return [
        f"CREATE TRIGGER {trigger_name(table, act)} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    ]


def _postgres_trigger(table: str, act: str) -> list[str]:
    return [
        "CREATE OR REPLACE FUNCTION portal_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f"CREATE TRIGGER {trigger_name(table, act)} BEFORE {act} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION portal_append_only()",
    ]
