"""Life of a risk list: which act leads from which state to which, and what the actor must hold (any one of)."""

from diagnostics.enums import RiskListState
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.lifecycles import Lifecycle, Transition

RISK_LIST = Lifecycle(
    "перечень",
    RiskListState,
    (
        Transition(
            "submit",
            "Предложить к утверждению",
            frozenset({RiskListState.DRAFT}),
            RiskListState.PROPOSED,
            (Permission.PROPOSE_RISK_LIST,),
        ),
        Transition(
            "return",
            "Вернуть в черновик",
            frozenset({RiskListState.PROPOSED}),
            RiskListState.DRAFT,
            (Permission.PROPOSE_RISK_LIST, Permission.APPROVE_RISK_LIST),
            needs_reason=True,
        ),
        Transition(
            "approve",
            "Утвердить",
            frozenset({RiskListState.PROPOSED}),
            RiskListState.APPROVED,
            (Permission.APPROVE_RISK_LIST,),
        ),
        Transition(
            "archive",
            "Убрать в архив",
            frozenset({RiskListState.DRAFT, RiskListState.PROPOSED}),
            RiskListState.ARCHIVED,
            (Permission.PROPOSE_RISK_LIST,),
            needs_reason=True,
        ),
        Transition(
            "revoke",
            "Снять с действия",
            frozenset({RiskListState.APPROVED}),
            RiskListState.ARCHIVED,
            (Permission.APPROVE_RISK_LIST,),
            needs_reason=True,
        ),
    ),
)
