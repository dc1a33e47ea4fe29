"""Life of a delivery: the portal delivers, puts off or gives up; a person may send it again."""

from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.lifecycles import Lifecycle, Transition
from shnor_portal.webhooks.enums import OPEN_STATES, DeliveryState

KEEPER = (Permission.MANAGE_WEBHOOKS,)

DELIVERY = Lifecycle(
    "оповещение",
    DeliveryState,
    (
        Transition("deliver", "Принять", OPEN_STATES, DeliveryState.DELIVERED, ()),
        Transition("put_off", "Отложить", OPEN_STATES, DeliveryState.FAILED, ()),
        Transition("abandon", "Прекратить попытки", OPEN_STATES, DeliveryState.ABANDONED, ()),
        Transition(
            "resend",
            "Отправить ещё раз",
            frozenset({DeliveryState.FAILED, DeliveryState.DELIVERED, DeliveryState.ABANDONED}),
            DeliveryState.WAITING,
            KEEPER,
        ),
    ),
)
