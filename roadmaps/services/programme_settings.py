"""Terms of the programme in a municipality: saved whole, by version, with a trace of what changed."""

from typing import Any

from django.db import transaction

from roadmaps.models import ProgrammeSettings
from roadmaps.selectors.programme import terms_from
from roadmaps.services.guards import require_version
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.workdays import OverrideError, WorkCalendar

FIELDS = ("day_overrides", "term_ends", "roadmap_due", "reminder_days", "escalation_days", "has_deputies")


@transaction.atomic
def save_settings(*, municipality: Municipality, version: int, by: User, fields: dict[str, Any]) -> ProgrammeSettings:
    """Save all terms at once; `version` is 0 for one who saw the defaults.

    Raises PermissionDenied, Refusal STALE, TERMS_WRONG for ends that do not follow each other, DAYS_WRONG.
    """
    check_permission(by, Permission.MANAGE_PROGRAMME, municipality)
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    row = ProgrammeSettings.objects.filter(municipality=municipality).first()
    row = row or ProgrammeSettings(municipality=municipality, version=0)
    require_version(row, version)
    _require_sense(fields)
    changed = {name: fields[name] for name in FIELDS if getattr(row, name) != fields[name]}
    if row.pk and not changed:
        return row
    for name in FIELDS:
        setattr(row, name, fields[name])
    row.version += 1
    row.save()
    record(
        action="programme.settings",
        by=by,
        on=row,
        municipality_id=municipality.pk,
        details={"changed": sorted(changed)},
    )
    return row


def _require_sense(fields: dict[str, Any]) -> None:
    try:
        terms_from(fields["term_ends"])
    except ValueError as wrong:
        raise Refusal(
            "TERMS_WRONG",
            "Окончания четвертей не складываются в учебный год.",
            "Четыре дня по порядку: осенью, в декабре, в марте, в мае.",
            status=400,
        ) from wrong
    try:
        WorkCalendar(fields["day_overrides"])
    except OverrideError as wrong:
        raise Refusal(
            "DAYS_WRONG", "День не прочитан.", "Пишите день и слово, по одному в строке.", status=400
        ) from wrong
