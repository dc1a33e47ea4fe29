"""Life of an order: who moves it, from where, to where."""

from dataclasses import dataclass

from reports.enums import OrderState
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Transition:
    """A move that a person with `permission` may make."""

    name: str
    source: OrderState
    target: OrderState
    permission: Permission


TRANSITIONS: dict[str, Transition] = {
    t.name: t
    for t in (
        Transition("register", OrderState.DRAFT, OrderState.REGISTERED, Permission.REGISTER_ORDERS),
        Transition("cancel", OrderState.REGISTERED, OrderState.CANCELLED, Permission.REGISTER_ORDERS),
    )
}


def check_state(state: str, name: str) -> Transition:
    """The transition, when the state allows it; otherwise Refusal STATE (409)."""
    transition = TRANSITIONS[name]
    if state != transition.source:
        raise Refusal(
            "STATE",
            f"Приказ в состоянии «{OrderState(state).label}», это действие сейчас невозможно.",
            "Обновите страницу: возможно, его уже выполнил коллега.",
        )
    return transition
