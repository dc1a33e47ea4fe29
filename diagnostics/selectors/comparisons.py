"""Two lists side by side: who entered, who left, who stayed, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from diagnostics.models import RiskList, RiskListEntry
from diagnostics.selection.comparison import Movement, compare_runs, compare_with_order
from diagnostics.selection.outcomes import SchoolOutcome
from diagnostics.selectors.schools import natural_key
from diagnostics.selectors.stored import stored_outcomes


@dataclass(frozen=True, slots=True)
class Change:
    """One school's movement from the earlier (left) list to the later (right) one."""

    school_id: int
    school_name: str
    movement: Movement
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Movements in the order of schools."""

    entered: list[Change]
    left: list[Change]
    stayed: list[Change]


def compare_lists(before: RiskList, after: RiskList) -> Comparison:
    """Compare what two lists hold; a reason comes from the rule's verdict wherever a list was computed."""
    earlier = list(before.entries.select_related("school"))
    later = list(after.entries.select_related("school"))
    names = {entry.school_id: entry.school_name or entry.school.name for entry in [*earlier, *later]}
    if before.rule_version_id and after.rule_version_id:
        return _of_runs(_outcomes(before, earlier), _outcomes(after, later), names)
    reasons = _reasons_beside_order(before, earlier, after, later)
    return _of_sets(earlier, later, names, reasons)


def compare_outcomes(before: list[SchoolOutcome], after: list[SchoolOutcome], names: dict[int, str]) -> Comparison:
    """Two runs that are not saved, or a run beside a saved list."""
    return _of_runs(before, after, names)


def _outcomes(risk_list: RiskList, entries: list[RiskListEntry]) -> list[SchoolOutcome]:
    return stored_outcomes(entries, risk_list.results_year or 0)


def _of_runs(before: list[SchoolOutcome], after: list[SchoolOutcome], names: dict[int, str]) -> Comparison:
    compared = compare_runs(before, after)
    entered, left, stayed = (
        _ordered(
            Change(int(change.school_id), names.get(int(change.school_id), ""), change.movement, change.reasons)
            for change in changes
        )
        for changes in (compared.entered, compared.left, compared.stayed)
    )
    return Comparison(entered, left, stayed)


def _reasons_beside_order(
    before: RiskList, earlier: list[RiskListEntry], after: RiskList, later: list[RiskListEntry]
) -> dict[int, tuple[str, ...]]:
    """What the computation says of schools that only one of the lists names; nothing when neither was computed."""
    computed, entries, ordered = (before, earlier, later) if before.rule_version_id else (after, later, earlier)
    if not computed.rule_version_id:
        return {}
    in_order = [entry.school_id for entry in ordered if entry.is_included]
    compared = compare_with_order(_outcomes(computed, entries), in_order)
    differences = (*compared.only_in_order, *compared.only_computed)
    return {int(difference.school_id): difference.reasons for difference in differences}


def _of_sets(
    earlier: list[RiskListEntry],
    later: list[RiskListEntry],
    names: dict[int, str],
    reasons: dict[int, tuple[str, ...]],
) -> Comparison:
    was = {entry.school_id for entry in earlier if entry.is_included}
    now = {entry.school_id for entry in later if entry.is_included}

    def changes(school_ids: set[int], movement: Movement) -> list[Change]:
        return _ordered(Change(pk, names[pk], movement, reasons.get(pk, ())) for pk in school_ids)

    return Comparison(
        changes(now - was, Movement.ENTERED), changes(was - now, Movement.LEFT), changes(was & now, Movement.STAYED)
    )


def _ordered(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: (natural_key(change.school_name), change.school_id))
