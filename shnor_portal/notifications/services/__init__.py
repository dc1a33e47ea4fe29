"""Telling people, and letting them choose how."""

from shnor_portal.notifications.services.inbox import mark_all_read, mark_read, set_preferences
from shnor_portal.notifications.services.mail import send_due_mail
from shnor_portal.notifications.services.notify import notify

__all__ = ["mark_all_read", "mark_read", "notify", "send_due_mail", "set_preferences"]
