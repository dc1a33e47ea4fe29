"""Celery tasks."""

from shnor_portal.accounts.services.forgetting import forget_old
from shnor_portal.celery import app


@app.task(name="accounts.forget_old")
def forget() -> None:
    """Delete what has no use any more."""
    forget_old()
