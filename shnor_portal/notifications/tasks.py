"""Celery tasks."""

from shnor_portal.celery import app
from shnor_portal.notifications.services import send_due_mail


@app.task(name="notifications.send_mail")
def send_mail() -> None:
    """Send what waits."""
    send_due_mail()
