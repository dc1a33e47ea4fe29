"""Computing a list by a rule: a new one, or an open one anew."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from diagnostics.enums import RiskListOrigin, RiskListState
from diagnostics.lifecycle import RISK_LIST
from diagnostics.models import RiskList, RiskListEntry, RuleSetVersion
from diagnostics.models.risk_list import OPEN_STATES
from diagnostics.selection.definition import default_results_year
from diagnostics.selectors.chains import years_listed_before
from diagnostics.selectors.rules import definition_of, rule_version
from diagnostics.selectors.selection import Run, run_rule
from diagnostics.services.list_entries import count_years, entries_of
from diagnostics.services.list_states import put_forward
from diagnostics.services.rules import take_up_missing
from shnor_portal.accounts.access import require_any
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.years import format_academic_year

COMPUTED_ORIGINS = (RiskListOrigin.MUNICIPAL, RiskListOrigin.FORECAST)


@dataclass(frozen=True, slots=True)
class ProposedList:
    """What came of computing. After a dry run `risk_list` has no key and nothing was written.

    `dropped_decisions` names schools whose decision no longer fits, because the rule's word changed.
    """

    risk_list: RiskList
    version: RuleSetVersion
    entries: list[RiskListEntry]
    is_new: bool
    dropped_decisions: list[str]


@transaction.atomic
def propose_risk_list(  # noqa: PLR0913
    *,
    municipality_id: int,
    academic_year: int,
    rules: str,
    by: User | None,
    rule_number: int | None = None,
    results_year: int | None = None,
    origin: str = RiskListOrigin.MUNICIPAL,
    as_draft: bool = False,
    dry_run: bool = False,
) -> ProposedList:
    """Compute the list of a school year by a rule and put it forward (or keep it as a draft).

    The same request again computes the open list anew instead of making a second one. Shipped rules that
    the municipality lacks are taken up on the way. Raises Refusal
    RULE_UNKNOWN, NO_RESULTS, ORIGIN_NOT_COMPUTED; PermissionDenied.
    """
    municipality = Municipality.objects.select_for_update().get(pk=municipality_id)
    require_any(by, (Permission.PROPOSE_RISK_LIST,), municipality)
    if origin not in COMPUTED_ORIGINS:
        raise Refusal(
            "ORIGIN_NOT_COMPUTED",
            f"Перечень «{RiskListOrigin(origin).label}» не вычисляется: его утверждают выше.",
            "Внесите его по реквизитам приказа.",
            status=400,
        )
    take_up_missing(municipality, by)
    version = rule_version(municipality_id, rules, rule_number)
    definition = definition_of(version)
    year = default_results_year(definition, academic_year) if results_year is None else results_year
    run = run_rule(municipality, definition, academic_year, year)
    risk_list, is_new = _open_list(municipality, version, academic_year, year, origin, by)
    if dry_run:
        entries, _ = _entries(run, risk_list, {})
        transaction.set_rollback(True)
        return ProposedList(risk_list, version, entries, is_new, [])
    dropped = _write(risk_list, run, version, by, "risk_list.computed" if is_new else "risk_list.recomputed")
    if not as_draft and risk_list.state == RiskListState.DRAFT:
        put_forward(risk_list, RISK_LIST.check("submit", risk_list.state), by)
    return ProposedList(risk_list, version, _saved_entries(risk_list), is_new, dropped)


@transaction.atomic
def recompute_risk_list(*, risk_list_id: int, by: User | None) -> ProposedList:
    """Compute an open list anew from today's results, by the same version of the rule and the same years."""
    risk_list = (
        RiskList.objects.select_for_update(of=("self",))
        .select_related("rule_version", "municipality")
        .get(pk=risk_list_id)
    )
    require_any(by, (Permission.PROPOSE_RISK_LIST,), risk_list)
    version = require_computed(risk_list)
    if risk_list.state not in OPEN_STATES:
        raise Refusal(
            "STATE",
            f"Перечень в состоянии «{RiskListState(risk_list.state).label}» не пересчитывается.",
            "Составьте новый перечень: утверждённый останется в истории.",
        )
    run = run_rule(risk_list.municipality, definition_of(version), risk_list.academic_year, risk_list.results_year or 0)
    dropped = _write(risk_list, run, version, by, "risk_list.recomputed")
    return ProposedList(risk_list, version, _saved_entries(risk_list), False, dropped)


def require_computed(risk_list: RiskList) -> RuleSetVersion:
    """The version a list was computed by. Raises Refusal NOT_COMPUTED for a list entered from an order."""
    if risk_list.rule_version is None:
        raise Refusal("NOT_COMPUTED", "Перечень внесён по приказу и правилом не вычисляется.")
    return risk_list.rule_version


def _open_list(
    municipality: Municipality, version: RuleSetVersion, academic_year: int, results_year: int, origin: str,
    by: User | None,
) -> tuple[RiskList, bool]:  # fmt: skip
    """The open list of the same make, locked, or a new unsaved one."""
    same = {
        "municipality": municipality,
        "academic_year": academic_year,
        "results_year": results_year,
        "origin": origin,
        "rule_version": version,
    }
    existing = RiskList.objects.open().select_for_update().filter(**same).order_by("-pk").first()
    if existing is not None:
        return existing, False
    return RiskList(**same, title=list_title(origin, academic_year), created_by=by), True


def list_title(origin: str, academic_year: int) -> str:
    """«Муниципальный перечень школ с низкими образовательными результатами на 2020/2021 учебный год»."""
    kind = {
        RiskListOrigin.MUNICIPAL: "Муниципальный перечень",
        RiskListOrigin.REGIONAL: "Региональный перечень",
        RiskListOrigin.FEDERAL: "Федеральный перечень",
        RiskListOrigin.FORECAST: "Прогнозный перечень",
    }[RiskListOrigin(origin)]
    year = format_academic_year(academic_year)
    return f"{kind} школ с низкими образовательными результатами на {year} учебный год"


def _write(risk_list: RiskList, run: Run, version: RuleSetVersion, by: User | None, action: str) -> list[str]:
    """Save the list with fresh entries; decisions on schools whose verdict stands are kept."""
    if risk_list.pk is not None and risk_list.inputs_sha256 == run.sha256:
        return []
    decided = {entry.school_id: entry for entry in _decided(risk_list)}
    risk_list.inputs_sha256 = run.sha256
    risk_list.version = risk_list.version + 1 if risk_list.pk else 1
    risk_list.save()
    entries, kept = _entries(run, risk_list, decided)
    risk_list.entries.all().delete()
    RiskListEntry.objects.bulk_create(entries, batch_size=500)
    if version.used_at is None:
        RuleSetVersion.objects.filter(pk=version.pk, used_at__isnull=True).update(used_at=timezone.now())
    record(
        action=action,
        by=by,
        on=risk_list,
        municipality_id=risk_list.municipality_id,
        details={
            "rule": str(version),
            "results_year": run.results_year,
            "inputs_sha256": run.sha256,
            "included": sum(entry.is_included for entry in entries),
            "considered": len(entries),
        },
    )
    return [entry.school_name for school_id, entry in decided.items() if school_id not in kept]


def _entries(run: Run, risk_list: RiskList, decided: dict[int, RiskListEntry]) -> tuple[list[RiskListEntry], set[int]]:
    """Fresh entries with the decisions that still fit, and the schools these are about."""
    entries = entries_of(run, risk_list)
    kept = {entry.school_id for entry in entries if _carry_decision(entry, decided.get(entry.school_id))}
    before = years_listed_before(risk_list.municipality_id, risk_list.origin, risk_list.academic_year)
    count_years(entries, before)
    return entries, kept


def _decided(risk_list: RiskList) -> list[RiskListEntry]:
    return list(risk_list.entries.exclude(decision_reason="")) if risk_list.pk else []


def _carry_decision(entry: RiskListEntry, earlier: RiskListEntry | None) -> bool:
    """Keep a person's decision where the rule still says what it said when she decided."""
    if earlier is None or earlier.verdict != entry.verdict:
        return False
    entry.is_included = earlier.is_included
    entry.decision_reason = earlier.decision_reason
    entry.decided_by_id, entry.decided_at = earlier.decided_by_id, earlier.decided_at
    return True


def _saved_entries(risk_list: RiskList) -> list[RiskListEntry]:
    return list(risk_list.entries.select_related("school").order_by("pk"))
