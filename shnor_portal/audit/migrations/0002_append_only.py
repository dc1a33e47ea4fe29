"""The audit trail only grows."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from shnor_portal.common.append_only import allow_changes, forbid_changes

TABLE = "audit_auditentry"


def close(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    forbid_changes(editor.connection, TABLE)


def open_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    allow_changes(editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(close, open_again)]
