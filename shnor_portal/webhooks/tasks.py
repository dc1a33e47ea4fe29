"""Celery tasks."""

from shnor_portal.celery import app
from shnor_portal.webhooks.services import forget_old_deliveries, send_due


@app.task(name="webhooks.send_due")
def send() -> None:
    """Send what is due."""
    send_due()


@app.task(name="webhooks.forget_old")
def forget() -> None:
    """Delete what nobody will ask about."""
    forget_old_deliveries()
