"""A list's way from draft to archive. Every act locks the list, asks rights again, and leaves a trace."""

from django.db import transaction
from django.utils import timezone

from diagnostics.enums import RiskListState
from diagnostics.lifecycle import RISK_LIST
from diagnostics.models import RiskList, RiskListEntry, RuleSetVersion
from diagnostics.selectors.chains import years_listed_before
from diagnostics.selectors.rules import definition_of
from diagnostics.selectors.selection import run_rule
from diagnostics.selectors.snapshots import snapshot_sha256
from diagnostics.services import list_messages
from diagnostics.services.list_entries import count_years
from diagnostics.signals import risk_list_approved
from shnor_portal.accounts.access import require_any
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.audit.services import record
from shnor_portal.common.lifecycles import Transition
from shnor_portal.common.numbers import plural
from shnor_portal.common.refusals import Refusal


@transaction.atomic
def submit_risk_list(*, risk_list_id: int, by: User | None, version: int | None = None) -> RiskList:
    """Put a draft forward for approval. Raises Refusal STATE, STALE."""
    risk_list, transition = _locked(risk_list_id, "submit", by, version)
    put_forward(risk_list, transition, by)
    return risk_list


def put_forward(risk_list: RiskList, transition: Transition, by: User | None) -> None:
    """Inside the caller's transaction: the list is locked and rights are checked."""
    risk_list.state, risk_list.proposed_at, risk_list.state_note = transition.target, timezone.now(), ""
    _save(risk_list, "risk_list.proposed", by)
    list_messages.tell_proposed(risk_list, by)


@transaction.atomic
def return_risk_list(*, risk_list_id: int, reason: str, by: User | None, version: int | None = None) -> RiskList:
    """Send a proposed list back to draft. Raises Refusal STATE, STALE, REASON_REQUIRED."""
    risk_list, transition = _locked(risk_list_id, "return", by, version, reason)
    risk_list.state, risk_list.proposed_at, risk_list.state_note = transition.target, None, reason.strip()[:600]
    _save(risk_list, "risk_list.returned", by, reason=risk_list.state_note)
    list_messages.tell_returned(risk_list, by)
    return risk_list


@transaction.atomic
def archive_risk_list(*, risk_list_id: int, reason: str, by: User | None, version: int | None = None) -> RiskList:
    """Put away an open list, or take an approved one out of force. Raises Refusal STATE, STALE, REASON_REQUIRED."""
    is_approved = RiskList.objects.approved().filter(pk=risk_list_id).exists()
    risk_list, transition = _locked(risk_list_id, "revoke" if is_approved else "archive", by, version, reason)
    risk_list.state, risk_list.state_note = transition.target, reason.strip()[:600]
    _save(risk_list, "risk_list.archived", by, reason=risk_list.state_note)
    return risk_list


@transaction.atomic
def approve_risk_list(*, risk_list_id: int, by: User | None, version: int | None = None) -> RiskList:
    """Approve and freeze a list: inputs verified, entries sealed, the earlier list of the year put away.

    Raises Refusal STATE, STALE, STALE_INPUTS when results or the register changed since it was computed,
    UNDECIDED while schools without a verdict wait for a decision, LIST_EMPTY for a list without schools.
    """
    municipality_id = RiskList.objects.values_list("municipality_id", flat=True).get(pk=risk_list_id)
    Municipality.objects.select_for_update().get(pk=municipality_id)
    risk_list, transition = _locked(risk_list_id, "approve", by, version)
    _require_fresh(risk_list)
    entries = list(risk_list.entries.order_by("pk"))
    _require_decided(entries)
    count_years(entries, years_listed_before(municipality_id, risk_list.origin, risk_list.academic_year))
    RiskListEntry.objects.bulk_update(entries, ["years_in_row"], batch_size=500)
    _put_away_earlier(risk_list, by)
    _freeze(risk_list, transition, by)
    _save(risk_list, "risk_list.approved", by, snapshot_sha256=risk_list.snapshot_sha256)
    risk_list_approved.send(RiskList, risk_list=risk_list, by=by)
    list_messages.tell_approved(risk_list, by)
    return risk_list


def _locked(
    risk_list_id: int, act: str, by: User | None, version: int | None, reason: str = ""
) -> tuple[RiskList, Transition]:
    """The list under lock, after the state, the rights and the form's version are checked."""
    risk_list = RiskList.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=risk_list_id)
    transition = RISK_LIST.check(act, risk_list.state, reason)
    require_any(by, transition.permissions, risk_list)
    require_version(risk_list, version)
    return risk_list, transition


def require_version(risk_list: RiskList, version: int | None) -> None:
    """Raises Refusal STALE when the person acted on an older state of the list than there is."""
    if version is not None and version != risk_list.version:
        raise Refusal(
            "STALE",
            "Перечень изменился, пока страница была открыта.",
            "Откройте его заново, посмотрите изменения и повторите действие.",
            details={"expected": version, "current": risk_list.version},
        )


def _save(risk_list: RiskList, action: str, by: User | None, **details: object) -> None:
    risk_list.version += 1
    risk_list.save()
    record(action=action, by=by, on=risk_list, municipality_id=risk_list.municipality_id, details=details)


def _require_fresh(risk_list: RiskList) -> None:
    if risk_list.rule_version is None or risk_list.results_year is None:
        return
    run = run_rule(
        risk_list.municipality,
        definition_of(risk_list.rule_version),
        risk_list.academic_year,
        risk_list.results_year,
    )
    if run.sha256 != risk_list.inputs_sha256:
        raise Refusal(
            "STALE_INPUTS",
            "После расчёта перечня изменились результаты, календарь процедур или реестр школ.",
            "Пересчитайте перечень, просмотрите изменения и утвердите его снова.",
            details={"computed": risk_list.inputs_sha256, "current": run.sha256},
        )


def _require_decided(entries: list[RiskListEntry]) -> None:
    undecided = [entry.school_name for entry in entries if entry.is_undecided]
    if undecided:
        count = len(undecided)
        raise Refusal(
            "UNDECIDED",
            f"По {count} {plural(count, 'школе', 'школам', 'школам')} данных недостаточно, и решения нет: "
            f"{', '.join(undecided[:10])}{' и другие' if count > 10 else ''}.",
            "Включите или не включайте каждую с указанием основания.",
            details={"schools": undecided},
        )
    if not any(entry.is_included for entry in entries):
        raise Refusal("LIST_EMPTY", "В перечне нет ни одной школы.", "Утверждать нечего: уберите перечень в архив.")


def _put_away_earlier(risk_list: RiskList, by: User | None) -> None:
    """The earlier approved list of the same origin and year goes to the archive: one is in force."""
    earlier = RiskList.objects.approved().filter(
        municipality_id=risk_list.municipality_id,
        origin=risk_list.origin,
        academic_year=risk_list.academic_year,
    )
    for replaced in earlier.exclude(pk=risk_list.pk).select_for_update():
        replaced.state, replaced.state_note = RiskListState.ARCHIVED, f"Заменён перечнем № {risk_list.pk}"
        _save(replaced, "risk_list.archived", by, replaced_by=risk_list.pk)


def _freeze(risk_list: RiskList, transition: Transition, by: User | None) -> None:
    risk_list.state, risk_list.state_note = transition.target, ""
    risk_list.approved_at, risk_list.approved_by = timezone.now(), by
    risk_list.snapshot_sha256 = snapshot_sha256(risk_list)
    if risk_list.rule_version_id is not None:
        unused = RuleSetVersion.objects.filter(pk=risk_list.rule_version_id, used_at__isnull=True)
        unused.update(used_at=timezone.now())
