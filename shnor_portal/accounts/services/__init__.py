"""Writes of the app."""

from shnor_portal.accounts.services.once import run_once
from shnor_portal.accounts.services.people import end_role, give_role, open_account

__all__ = ["end_role", "give_role", "open_account", "run_once"]
