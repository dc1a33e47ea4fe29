"""Signals of accounts. The audit trail stands above accounts and listens in its receivers."""

from django.dispatch import Signal

account_act = Signal()  # action: str, by: User | None, user: User, assignment: RoleAssignment
