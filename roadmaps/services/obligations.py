"""The template of the year: obligations added, changed, switched off, and brought back as the portal proposes them."""

from typing import Any
from uuid import uuid4

from django.db import transaction

from roadmaps.models import Obligation
from roadmaps.reference.obligations import OBLIGATIONS
from roadmaps.rules.obligation_data import RuleDataError, rule_from_data
from roadmaps.services.guards import require_version
from roadmaps.services.programme import load_reference, obligation_fields
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal

FIELDS = ("title", "details", "basis", "rule", "reminder_days")


@transaction.atomic
def add_obligation(*, municipality: Municipality, audience: str, by: User, fields: dict[str, Any]) -> Obligation:
    """Add the department's own obligation. Raises PermissionDenied, Refusal RULE_WRONG."""
    check_permission(by, Permission.MANAGE_PROGRAMME, municipality)
    _require_rule(fields["rule"])
    row = Obligation.objects.create(
        municipality=municipality, code=f"own-{uuid4().hex[:12]}", audience=audience, **fields
    )
    record(action="programme.obligation_added", by=by, on=row, municipality_id=municipality.pk)
    return row


@transaction.atomic
def edit_obligation(*, obligation_id: int, version: int, by: User, fields: dict[str, Any]) -> Obligation:
    """Change words and days; marks of days no longer due stay and are not shown. Raises as above, and STALE."""
    row = _locked(obligation_id, by)
    require_version(row, version)
    _require_rule(fields["rule"])
    for name in FIELDS:
        setattr(row, name, fields[name])
    row.version += 1
    row.save()
    record(action="programme.obligation_edited", by=by, on=row, municipality_id=row.municipality_id)
    return row


@transaction.atomic
def switch_obligation(*, obligation_id: int, is_active: bool, by: User) -> Obligation:
    """Take an obligation off the calendars, or put it back; the same again changes nothing."""
    row = _locked(obligation_id, by)
    if row.is_active != is_active:
        row.is_active = is_active
        row.version += 1
        row.save(update_fields=["is_active", "version"])
        details = {"is_active": is_active}
        record(
            action="programme.obligation_switched", by=by, on=row, municipality_id=row.municipality_id, details=details
        )
    return row


@transaction.atomic
def restore_obligations(*, municipality: Municipality, by: User) -> int:
    """Give the portal's own obligations their first words and days again; the department's own stay as they are."""
    check_permission(by, Permission.MANAGE_PROGRAMME, municipality)
    load_reference(municipality=municipality, by=by)
    first = {
        (fields["code"], fields["audience"]): fields
        for item in OBLIGATIONS.values()
        for fields in obligation_fields(item)
    }
    rows = Obligation.objects.select_for_update().filter(municipality=municipality)
    changed = [row for row in rows if _put_back(row, first.get((row.code, row.audience), {}))]
    Obligation.objects.bulk_update(changed, ["title", "rule", "basis", "reminder_days", "is_active", "version"])
    record(
        action="programme.obligations_restored",
        by=by,
        on=municipality,
        municipality_id=municipality.pk,
        details={"changed": len(changed)},
    )
    return len(changed)


def _put_back(row: Obligation, first: dict[str, Any]) -> bool:
    """Whether the row was different from the portal's own."""
    changed = [name for name, value in first.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, first[name])
    row.version += bool(changed)
    return bool(changed)


def _locked(obligation_id: int, by: User) -> Obligation:
    rows = Obligation.objects.visible_to(by).select_for_update(of=("self",)).select_related("municipality")
    row = rows.get(pk=obligation_id)
    check_permission(by, Permission.MANAGE_PROGRAMME, row)
    return row


def _require_rule(rule: Any) -> None:
    try:
        rule_from_data(rule)
    except RuleDataError as wrong:
        raise Refusal(
            "RULE_WRONG", "Сроки не прочитаны.", "Начало не может быть позже окончания.", status=400
        ) from wrong
