"""What every write of the road asks under the lock: rights, state, version, and that the case is alive."""

from django.db import models

from roadmaps.lifecycle import CASE, LIFECYCLES
from roadmaps.models import Roadmap, SupportCase
from shnor_portal.accounts.access import require_any
from shnor_portal.accounts.models import User
from shnor_portal.common.lifecycles import Transition
from shnor_portal.common.refusals import Refusal


def require_version(row: models.Model, version: int | None) -> None:
    """Refusal STALE when the person acts on an older state than the row has; None means she did not say."""
    if version is not None and version != row.version:  # type: ignore[attr-defined]
        raise Refusal(
            "STALE",
            "Пока страница была открыта, запись изменил другой человек.",
            "Сверьте своё с сохранённым и повторите действие.",
            details={"version": row.version},  # type: ignore[attr-defined]
        )


def require_live(case: SupportCase | None) -> None:
    """Refusal CASE_CLOSED or CASE_PAUSED: a closed or paused case is read only."""
    if case is None:
        return
    if case.is_closed:
        raise Refusal(
            "CASE_CLOSED", "Поддержка школы в этом году завершена.", "Чтобы продолжить, случай надо возобновить."
        )
    if case.is_paused:
        raise Refusal(
            "CASE_PAUSED",
            f"Поддержка школы приостановлена: {case.pause_reason}",
            "Пока она не возобновлена, записи можно только читать.",
        )


def locked_case(case_id: int) -> SupportCase:
    """The case under a lock, with what its rules ask of."""
    rows = SupportCase.objects.select_for_update(of=("self",)).select_related("school", "municipality")
    return rows.get(pk=case_id)


def case_for_act(
    *, case_id: int, act: str, by: User | None, version: int | None = None, reason: str | None = None
) -> tuple[SupportCase, Transition]:
    """The case locked for an act of its life cycle. Raises PermissionDenied, Refusal STATE, STALE, CASE_PAUSED …"""
    case = locked_case(case_id)
    require_any(by, CASE[act].permissions, case)
    if not case.is_closed:
        require_live(case)
    transition = CASE.check(act, case.stage, reason)
    require_version(case, version)
    return case, transition


def locked_roadmap(roadmap_id: int) -> Roadmap:
    """The roadmap under a lock, with its case and school."""
    rows = Roadmap.objects.select_for_update(of=("self",)).select_related("school", "case", "municipality")
    return rows.get(pk=roadmap_id)


def roadmap_for_act(
    *, roadmap_id: int, act: str, by: User | None, version: int | None = None, reason: str | None = None
) -> tuple[Roadmap, Transition]:
    """The roadmap locked for an act of its life cycle. Raises as `case_for_act`."""
    roadmap = locked_roadmap(roadmap_id)
    transition = LIFECYCLES["roadmap"][act]
    require_any(by, permissions_on(roadmap, transition.permissions), roadmap)
    require_live(roadmap.case)
    LIFECYCLES["roadmap"].check(act, roadmap.state, reason)
    require_version(roadmap, version)
    return roadmap, transition


def permissions_on(roadmap: Roadmap, permissions: tuple[str, ...]) -> tuple[str, ...]:
    """Of a pair «school's — city's» editing permission only the one that fits the roadmap counts."""
    foreign = "roadmaps.edit" if roadmap.is_of_city else "roadmaps.edit_city"
    return tuple(permission for permission in permissions if permission != foreign)
