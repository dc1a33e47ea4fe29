"""The dose log: help planned for a school and given to it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from roadmaps.enums import DoseState
from roadmaps.models import Measure, SupportDose
from roadmaps.services.guards import locked_case, require_live, require_version
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal

PLANNED_FIELDS = ("kind", "title", "provider", "measure_id", "planned_on", "planned_minutes", "note")
DELIVERED_FIELDS = ("delivered_on", "delivered_minutes", "participants", "note")


@transaction.atomic
def plan_dose(*, case_id: int, by: User, fields: dict[str, Any]) -> SupportDose:
    """Plan a piece of help; `fields` are of PLANNED_FIELDS. Raises Refusal MEASURE_FOREIGN."""
    case = locked_case(case_id)
    check_permission(by, Permission.CHECK_EVIDENCE, case)
    require_live(case)
    dose = SupportDose(municipality_id=case.municipality_id, case=case, recorded_by=by)
    _put(dose, fields, PLANNED_FIELDS)
    return _saved(dose, "plan", by)


@transaction.atomic
def edit_dose(*, dose_id: int, version: int, by: User, fields: dict[str, Any]) -> SupportDose:
    """Change what is planned, and of a given one what was given. Raises Refusal STALE, STATE for a cancelled one."""
    dose = _held(dose_id, by, version)
    _require(dose, DoseState.PLANNED, DoseState.DELIVERED)
    _put(dose, fields, (*PLANNED_FIELDS, *DELIVERED_FIELDS))
    return _saved(dose, "edit", by)


@transaction.atomic
def deliver_dose(*, dose_id: int, version: int, by: User, fields: dict[str, Any]) -> SupportDose:
    """Write down that the help was given: when, how long, to how many."""
    dose = _held(dose_id, by, version)
    _require(dose, DoseState.PLANNED)
    _put(dose, fields, DELIVERED_FIELDS)
    _require_past(dose)
    dose.state = DoseState.DELIVERED
    return _saved(dose, "deliver", by)


@transaction.atomic
def cancel_dose(*, dose_id: int, version: int, reason: str, by: User) -> SupportDose:
    """It will not be given; why stays beside it."""
    dose = _held(dose_id, by, version)
    _require(dose, DoseState.PLANNED)
    dose.state, dose.note = DoseState.CANCELLED, reason.strip()[:600]
    return _saved(dose, "cancel", by)


def _held(dose_id: int, by: User, version: int) -> SupportDose:
    case = locked_case(SupportDose.objects.values_list("case_id", flat=True).get(pk=dose_id))
    check_permission(by, Permission.CHECK_EVIDENCE, case)
    require_live(case)
    dose = SupportDose.objects.select_for_update().get(pk=dose_id)
    dose.case = case
    require_version(dose, version)
    dose.version += 1
    return dose


def _require(dose: SupportDose, *states: str) -> None:
    if dose.state not in states:
        raise Refusal(
            "STATE",
            f"Запись в состоянии «{dose.get_state_display()}», это действие сейчас невозможно.",
            "Обновите страницу.",
        )


def _require_past(dose: SupportDose) -> None:
    today: date = timezone.now().astimezone(dose.case.municipality.zone).date()
    if dose.delivered_on is None or dose.delivered_on > today:
        raise Refusal("VALUE_DATE", "Этот день ещё не наступил.", "Укажите день, когда помощь оказана.", status=400)


def _put(dose: SupportDose, fields: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if name in fields:
            setattr(dose, name, fields[name])
    if dose.measure_id and not Measure.objects.filter(pk=dose.measure_id, roadmap__case=dose.case).exists():
        raise Refusal("MEASURE_FOREIGN", "Мероприятие не из карты этой школы.", "Выберите из списка.", status=400)


def _saved(dose: SupportDose, act: str, by: User) -> SupportDose:
    dose.save()
    details = {"case": dose.case_id, "kind": dose.kind, "minutes": dose.delivered_minutes or dose.planned_minutes}
    record(action=f"dose.{act}", by=by, on=dose, municipality_id=dose.municipality_id, details=details)
    return dose
