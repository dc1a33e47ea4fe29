"""Life of an import batch: which act is open in which state."""

from dataclasses import dataclass

from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.enums import BatchState


@dataclass(frozen=True, slots=True)
class Act:
    """`title` finishes the sentence «Нельзя …»."""

    title: str
    sources: frozenset[BatchState]


ACTS: dict[str, Act] = {
    "choose": Act(
        "изменить форму и год",
        frozenset({BatchState.UPLOADED, BatchState.RECOGNISED, BatchState.CHECKED, BatchState.REFUSED}),
    ),
    "check": Act("проверить", frozenset({BatchState.RECOGNISED, BatchState.CHECKED, BatchState.REFUSED})),
    "apply": Act("применить", frozenset({BatchState.CHECKED, BatchState.REFUSED})),
    "undo": Act("отменить", frozenset({BatchState.APPLIED})),
}


def require_open(act: str, state: str, *, refused_by_rows: bool = False) -> None:
    """Raise Refusal STATE (409) unless the act is open.

    A file refused for its structure is closed for good; one refused for some of its rows may be checked again
    or applied without them.
    """
    wanted = ACTS[act]
    if state in wanted.sources and (state != BatchState.REFUSED or refused_by_rows):
        return
    raise Refusal(
        "STATE",
        f"Нельзя {wanted.title}: загрузка сейчас в состоянии «{BatchState(state).label}».",
        "Обновите страницу: загрузку мог изменить другой сотрудник. Отклонённый файл исправьте и загрузите заново.",
    )
