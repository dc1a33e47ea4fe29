"""Giving a municipality its books: risk factors, formats of support, typical measures, the template of the year."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction

from roadmaps.models import Obligation, RiskFactor, SupportFormat, TypicalMeasure
from roadmaps.reference.obligation_rules import ObligationRule
from roadmaps.reference.obligations import OBLIGATIONS, ObligationItem
from roadmaps.reference.risk_factors import RISK_FACTORS, RiskFactorItem
from roadmaps.reference.support_formats import SUPPORT_FORMATS, SupportFormatItem
from roadmaps.reference.typical_measures.item import MeasureAudience, TypicalMeasureItem
from roadmaps.reference.typical_measures.library import TYPICAL_MEASURES
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import Municipality, OwnedModel, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record

RowT = TypeVar("RowT", bound=OwnedModel)


@transaction.atomic
def load_reference(*, municipality: Municipality, by: User | None) -> dict[str, int]:
    """Add what the portal's books hold and the municipality has not; gives how many rows of each were added.

    What the department has changed or switched off stays as it is. `by=None` is the command line of the operator.
    """
    if by is not None:
        check_permission(by, Permission.MANAGE_PROGRAMME, municipality)
    added = {
        "risk_factors": _add(RiskFactor, municipality, ("code",), map(_factor, RISK_FACTORS.values())),
        "support_formats": _add(SupportFormat, municipality, ("code",), map(_format, SUPPORT_FORMATS.values())),
        "typical_measures": _add(TypicalMeasure, municipality, ("code",), map(_measure, TYPICAL_MEASURES.values())),
        "obligations": _add(
            Obligation,
            municipality,
            ("code", "audience"),
            (fields for item in OBLIGATIONS.values() for fields in obligation_fields(item)),
        ),
    }
    if any(added.values()):
        record(
            action="programme.reference",
            by=by,
            on=municipality,
            municipality_id=municipality.pk,
            details=added,
        )
    return added


def fill_empty_books(municipality: Municipality) -> None:
    """Load the books of a municipality that has none, when its first school enters the programme."""
    if not RiskFactor.objects.filter(municipality=municipality).exists():
        load_reference(municipality=municipality, by=None)


def _add(model: type[RowT], municipality: Municipality, key: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> int:
    """Insert rows whose key the municipality has not yet."""
    manager: models.Manager[RowT] = model._default_manager
    known = set(manager.filter(municipality=municipality).values_list(*key))
    wanted = [fields for fields in rows if tuple(fields[name] for name in key) not in known]
    manager.bulk_create(model(municipality=municipality, **fields) for fields in wanted)
    return len(wanted)


def _factor(item: RiskFactorItem) -> dict[str, Any]:
    return {
        "code": item.code,
        "number": item.number,
        "title": item.title,
        "description": item.description,
        "edition": item.edition,
    }


def _format(item: SupportFormatItem) -> dict[str, Any]:
    return {
        "code": item.code,
        "title": item.title,
        "description": f"{item.description} {item.when}",
        "for_second_year": item.suits_second_year,
    }


def _measure(item: TypicalMeasureItem) -> dict[str, Any]:
    return {
        "code": item.code,
        "title": item.title,
        "section_title": item.section.label,
        "risk_factors": list(item.risk_factors),
        "deficits": list(item.deficits),
        "period_wording": item.period,
        "responsible": item.responsible,
        "expected_result": item.expected_result,
        "indicator": item.indicator,
        "indicator_text": item.indicator_text,
        "evidence_hint": item.evidence,
        "for_city": item.audience is MeasureAudience.CITY,
    }


def obligation_fields(item: ObligationItem) -> Iterable[dict[str, Any]]:
    """One row for each audience: the department, say, and every school tick the same thing off separately."""
    for audience in item.audience:
        yield {
            "code": item.code,
            "title": item.title,
            "audience": audience.value,
            "rule": rule_as_data(item.rule),
            "basis": f"{item.basis}. {item.source}"[:300],
            "reminder_days": list(item.rule.reminders),
            "is_active": not item.is_optional,
        }


def rule_as_data(rule: ObligationRule) -> dict[str, Any]:
    """A rule as JSON keeps it: `{"kind": "window", "spans": [[[9, 1], [9, 30]]]}`."""
    return {"kind": rule.kind.value, "spans": [[list(first), list(last)] for first, last in rule.spans]}
