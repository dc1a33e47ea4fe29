"""Reads that are not one QuerySet."""

from dataclasses import dataclass

from diagnostics.enums import RiskListState
from reports.documents.order import content_fingerprint
from reports.enums import OrderState
from reports.models import Order, OrderFile


@dataclass(frozen=True, slots=True)
class Verification:
    """What the page behind a QR code may say of a paper."""

    order: Order
    is_in_force: bool


def verification_of(mark: str) -> Verification | None:
    """The order whose printed fingerprint begins with the mark, or None.

    A sheet of the draft is no paper of the order that came of it: its text may have been another.
    """
    file = OrderFile.objects.filter(content_sha256__startswith=mark).select_related("order__municipality").first()
    if file is None or file.order.state == OrderState.DRAFT:
        return None
    issued = {content_fingerprint(file.order, state) for state in (OrderState.REGISTERED, OrderState.CANCELLED)}
    if file.content_sha256 not in issued:
        return None
    return Verification(file.order, file.order.state == OrderState.REGISTERED)


def drift_of(order: Order) -> list[str]:
    """How the ground of an order has moved since its appendix was sealed, in words."""
    said: list[str] = []
    risk_list = order.risk_list
    if risk_list is None:
        return said
    seals = {appendix.snapshot_sha256 for appendix in order.appendices.all()}
    if seals != {risk_list.snapshot_sha256}:
        said.append("Перечень изменился после того, как приложение было сформировано.")
    if risk_list.state == RiskListState.ARCHIVED:
        said.append("Перечень, по которому подготовлен приказ, больше не действует: утверждён другой.")
    return said
