"""Keeping the municipality's own library of typical measures."""

from typing import Any
from uuid import uuid4

from django.db import transaction

from roadmaps.models import TypicalMeasure
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record

FIELDS = (
    "title",
    "section_title",
    "for_city",
    "risk_factors",
    "deficits",
    "period_wording",
    "responsible",
    "expected_result",
    "indicator",
    "indicator_text",
    "evidence_hint",
    "is_active",
)


@transaction.atomic
def add_typical(*, municipality: Municipality, fields: dict[str, Any], by: User) -> TypicalMeasure:
    """Put a measure of the city's own into the library; its code never changes."""
    check_permission(by, Permission.MANAGE_PROGRAMME, municipality)
    typical = TypicalMeasure.objects.create(municipality=municipality, code=f"own-{uuid4().hex[:12]}", **fields)
    record(action="programme.typical_add", by=by, on=typical, municipality_id=municipality.pk, details=told(typical))
    return typical


@transaction.atomic
def edit_typical(*, typical_id: int, fields: dict[str, Any], by: User) -> TypicalMeasure:
    """Change a measure of the library, or switch it off; plans that took it keep their own text."""
    typical = TypicalMeasure.objects.select_for_update().get(pk=typical_id)
    check_permission(by, Permission.MANAGE_PROGRAMME, typical)
    changed = [name for name in FIELDS if name in fields and getattr(typical, name) != fields[name]]
    if not changed:
        return typical
    for name in changed:
        setattr(typical, name, fields[name])
    typical.save()
    details = {**told(typical), "fields": changed}
    record(action="programme.typical_edit", by=by, on=typical, municipality_id=typical.municipality_id, details=details)
    return typical


def told(typical: TypicalMeasure) -> dict[str, Any]:
    return {"code": typical.code, "is_active": typical.is_active}
