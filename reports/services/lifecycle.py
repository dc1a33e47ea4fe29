"""Registering and cancelling orders."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.lifecycle import ORDER
from reports.models import Order
from reports.services.render import enqueue_render
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal


def locked(order: Order, name: str, by: User, reason: str | None = None) -> tuple[Order, str]:
    """The order under a lock with the state it goes to; rights and state are checked there."""
    held = Order.objects.select_for_update().select_related("municipality").get(pk=order.pk)
    for permission in ORDER[name].permissions:
        check_permission(by, Permission(permission), held)
    return held, ORDER.check(name, held.state, reason).target


@transaction.atomic
def register_order(*, order: Order, number: str, registered_on: date, by: User, version: int | None = None) -> Order:
    """Give the order its number and date; from here they stand in every appendix header.

    `version` is that of the text the person had before her. Raises Refusal STALE when a colleague changed the text
    meanwhile, VALUE_DATE for a day in the future, ORDER_NUMBER_TAKEN for a number used that day.
    """
    held, target = locked(order, "register", by)
    if version is not None and version != held.version:
        raise Refusal(
            "STALE",
            "Пока страница была открыта, текст проекта изменил другой человек.",
            "Прочитайте текст ещё раз и зарегистрируйте приказ снова.",
        )
    today = timezone.now().astimezone(held.municipality.zone).date()
    if registered_on > today:
        raise Refusal("VALUE_DATE", "Дата приказа ещё не наступила.", "Укажите день регистрации.", status=400)
    held.number, held.registered_on, held.registered_by = number.strip(), registered_on, by
    held.state, held.version = target, held.version + 1
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as taken:
        raise Refusal(
            "ORDER_NUMBER_TAKEN", "Приказ с таким номером и датой уже есть.", "Сверьтесь с журналом."
        ) from taken
    enqueue_render(held, by)
    details = {"number": held.number, "registered_on": registered_on}
    record(action="order.register", by=by, on=held, municipality_id=held.municipality_id, details=details)
    return held


@transaction.atomic
def cancel_order(*, order: Order, reason: str, by: User) -> Order:
    """Take a registered order out of force; it stays in the register with the reason."""
    held, target = locked(order, "cancel", by, reason)
    held.state, held.cancelled_reason = target, reason
    held.version += 1
    held.save()
    record(action="order.cancel", by=by, on=held, municipality_id=held.municipality_id, details={"reason": reason})
    return held
