"""Writes of the app."""

from shnor_portal.accounts.services.city import create_municipality, open_city
from shnor_portal.accounts.services.once import run_once
from shnor_portal.accounts.services.people import close_account, end_role, end_sessions, give_role, open_account

__all__ = [
    "close_account",
    "create_municipality",
    "end_role",
    "end_sessions",
    "give_role",
    "open_account",
    "open_city",
    "run_once",
]
