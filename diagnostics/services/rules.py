"""Taking up the shipped rules and writing new versions. A version is never changed: a correction is a new one."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from diagnostics.models import RuleSet, RuleSetVersion
from diagnostics.selection.definition import RuleDefinition
from diagnostics.selection.fields import RuleDefinitionError
from diagnostics.selection.presets import PRESETS
from diagnostics.selection.reading import read_definition
from shnor_portal.accounts.access import require_any
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal


@transaction.atomic
def ensure_presets(*, municipality_id: int, by: User | None) -> list[RuleSetVersion]:
    """Give the municipality the shipped rules it lacks; gives the versions made now, none on a second call."""
    municipality = Municipality.objects.select_for_update().get(pk=municipality_id)
    require_any(by, (Permission.MANAGE_RULES,), municipality)
    return take_up_missing(municipality, by)


def take_up_missing(municipality: Municipality, by: User | None) -> list[RuleSetVersion]:
    """First versions of the shipped rules that the municipality, locked by the caller, does not have."""
    present = set(RuleSet.objects.filter(municipality=municipality).values_list("code", flat=True))
    return [_take_up(municipality, definition, by) for code, definition in PRESETS.items() if code not in present]


@transaction.atomic
def create_version(*, rule_set_id: int, definition: Mapping[str, Any], note: str, by: User | None) -> RuleSetVersion:
    """Write the next version of a rule.

    Raises Refusal RULE_INVALID (400) with the place in `where`, or RULE_SAME when nothing differs from the newest.
    """
    rule_set = RuleSet.objects.select_for_update().get(pk=rule_set_id)
    require_any(by, (Permission.MANAGE_RULES,), rule_set)
    rule = read_or_refuse({**definition, "code": rule_set.code})
    latest = rule_set.versions.order_by("-number").first()
    if latest is not None and rule == read_definition(latest.definition):
        raise Refusal(
            "RULE_SAME",
            f"Новая редакция ничем не отличается от редакции {latest.number}.",
            "Измените порог, процедуры или другие условия либо пользуйтесь действующей редакцией.",
        )
    number = latest.number + 1 if latest else 1
    return _write_version(rule_set, rule, number, note, by)


def read_or_refuse(definition: Mapping[str, Any]) -> RuleDefinition:
    """The definition as a rule. Raises Refusal RULE_INVALID with the place."""
    try:
        return read_definition(definition)
    except RuleDefinitionError as wrong:
        raise Refusal(
            "RULE_INVALID",
            wrong.message,
            f"Место в правиле: {wrong.path}." if wrong.path else "",
            where={"path": wrong.path},
            status=400,
        ) from wrong


def _take_up(municipality: Municipality, definition: RuleDefinition, by: User | None) -> RuleSetVersion:
    rule_set = RuleSet.objects.create(
        municipality=municipality,
        code=definition.code,
        title=definition.title,
        source=definition.source,
        trust=definition.trust,
    )
    return _write_version(rule_set, definition, 1, "готовое правило портала", by)


def _write_version(
    rule_set: RuleSet, definition: RuleDefinition, number: int, note: str, by: User | None
) -> RuleSetVersion:
    version = RuleSetVersion.objects.create(
        municipality_id=rule_set.municipality_id,
        rule_set=rule_set,
        number=number,
        definition=definition.to_json(),
        note=note.strip()[:300],
        created_by=by,
    )
    record(
        action="rules.version_created",
        by=by,
        on=version,
        municipality_id=rule_set.municipality_id,
        details={"rule": rule_set.code, "number": number, "definition": version.definition},
    )
    return version
