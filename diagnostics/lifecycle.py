"""Life of a risk list: which act leads from which state to which, and what the actor must hold (any one of)."""

from dataclasses import dataclass

from diagnostics.enums import RiskListState
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Transition:
    """One act. `needs_reason`: a person must say why, and the reason is kept."""

    sources: frozenset[RiskListState]
    target: RiskListState
    permissions: tuple[Permission, ...]
    title: str
    needs_reason: bool = False


TRANSITIONS: dict[str, Transition] = {
    "submit": Transition(
        frozenset({RiskListState.DRAFT}),
        RiskListState.PROPOSED,
        (Permission.PROPOSE_RISK_LIST,),
        "Предложить к утверждению",
    ),
    "return": Transition(
        frozenset({RiskListState.PROPOSED}),
        RiskListState.DRAFT,
        (Permission.PROPOSE_RISK_LIST, Permission.APPROVE_RISK_LIST),
        "Вернуть в черновик",
        needs_reason=True,
    ),
    "approve": Transition(
        frozenset({RiskListState.PROPOSED}),
        RiskListState.APPROVED,
        (Permission.APPROVE_RISK_LIST,),
        "Утвердить",
    ),
    "archive": Transition(
        frozenset({RiskListState.DRAFT, RiskListState.PROPOSED}),
        RiskListState.ARCHIVED,
        (Permission.PROPOSE_RISK_LIST,),
        "Убрать в архив",
        needs_reason=True,
    ),
    "revoke": Transition(
        frozenset({RiskListState.APPROVED}),
        RiskListState.ARCHIVED,
        (Permission.APPROVE_RISK_LIST,),
        "Снять с действия",
        needs_reason=True,
    ),
}


def transition_for(act: str, state: str, reason: str = "") -> Transition:
    """The transition of an act from a state. Raises Refusal STATE (409) or REASON_REQUIRED (400)."""
    transition = TRANSITIONS[act]
    if state not in transition.sources:
        expected = ", ".join(source.label for source in sorted(transition.sources))
        raise Refusal(
            "STATE",
            f"Действие «{transition.title}» возможно из состояния «{expected}», "
            f"а перечень сейчас в состоянии «{RiskListState(state).label}».",
            "Обновите страницу: перечень мог изменить другой сотрудник.",
        )
    if transition.needs_reason and not reason.strip():
        raise Refusal(
            "REASON_REQUIRED", "Не указана причина.", "Напишите причину: она останется в истории.", status=400
        )
    return transition
