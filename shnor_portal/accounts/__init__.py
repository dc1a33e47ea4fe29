"""Municipalities, people, roles, scopes and permissions."""
