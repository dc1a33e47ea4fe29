"""Writes of the app."""

from shnor_portal.webhooks.services.emit import emit, emit_each
from shnor_portal.webhooks.services.endpoints import create_endpoint, edit_endpoint, pause_endpoint, resume_endpoint
from shnor_portal.webhooks.services.forgetting import forget_old_deliveries
from shnor_portal.webhooks.services.rotation import rotate_secret
from shnor_portal.webhooks.services.sending import send_due
from shnor_portal.webhooks.services.tries import check_endpoint, resend_delivery

__all__ = [
    "check_endpoint",
    "create_endpoint",
    "edit_endpoint",
    "emit",
    "emit_each",
    "forget_old_deliveries",
    "pause_endpoint",
    "resend_delivery",
    "resume_endpoint",
    "rotate_secret",
    "send_due",
]
