"""Tables of documents."""

from reports.models.order import Order, OrderAppendix, OrderFile

__all__ = ["Order", "OrderAppendix", "OrderFile"]
