"""Life of an order: who moves it, from where, to where."""

from reports.enums import OrderState
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.lifecycles import Lifecycle, Transition

ORDER = Lifecycle(
    "приказ",
    OrderState,
    (
        Transition(
            "register",
            "Зарегистрировать",
            frozenset({OrderState.DRAFT}),
            OrderState.REGISTERED,
            (Permission.REGISTER_ORDERS,),
        ),
        Transition(
            "cancel",
            "Отменить приказ",
            frozenset({OrderState.REGISTERED}),
            OrderState.CANCELLED,
            (Permission.REGISTER_ORDERS,),
            needs_reason=True,
        ),
    ),
)
