"""Telling other systems of changes: signed, retried, and watched."""
