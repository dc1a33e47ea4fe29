"""Writes of the app."""

from shnor_portal.accounts.services.once import run_once

__all__ = ["run_once"]
