"""Writes of the app."""

from reports.services.appendix import list_appendix_rows
from reports.services.lifecycle import cancel_order, register_order
from reports.services.orders import create_list_order, edit_order
from reports.services.render import render_order, request_render

__all__ = [
    "cancel_order",
    "create_list_order",
    "edit_order",
    "list_appendix_rows",
    "register_order",
    "render_order",
    "request_render",
]
