"""Sending what waits: one letter a person, however many messages."""

from itertools import groupby

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from shnor_portal.notifications.models import Notification

log = structlog.get_logger(__name__)
LIMIT = 500


def send_due_mail() -> int:
    """Send waiting messages, grouped by person; gives the number of letters. A failed one waits for the next turn."""
    due = list(
        Notification.objects.filter(mail_due=True).select_related("recipient").order_by("recipient_id", "pk")[:LIMIT]
    )
    return sum(send_letter(list(messages)) for _, messages in groupby(due, key=lambda m: m.recipient_id))


def send_letter(messages: list[Notification]) -> int:
    """One letter to one person: 1 when sent, 0 when the mail server refused."""
    person = messages[0].recipient
    subject = messages[0].title if len(messages) == 1 else f"Новых уведомлений: {len(messages)}"
    body = render_to_string(
        "notifications/letter.txt", {"person": person, "messages": messages, "public_url": settings.PUBLIC_URL}
    )
    keys = [message.pk for message in messages]
    try:
        with transaction.atomic():
            Notification.objects.filter(pk__in=keys).update(mail_due=False, mailed_at=timezone.now())
            send_mail(subject, body, None, [person.email])
    except OSError:
        log.warning("mail not sent", messages=len(keys))
        return 0
    return 1
