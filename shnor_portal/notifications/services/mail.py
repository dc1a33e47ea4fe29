"""Sending what waits: one letter a person, however many messages."""

from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from shnor_portal.accounts.models import User
from shnor_portal.notifications.models import Notification

log = structlog.get_logger(__name__)
PEOPLE_AT_ONCE = 200
MESSAGES_A_LETTER = 50
WORTH_SENDING = timedelta(days=3)


def send_due_mail() -> int:
    """Send waiting messages, one letter a person; gives the number of letters.

    A refused letter waits for the next turn, three days at most: the message stays in the inbox anyway.
    """
    due = Notification.objects.filter(mail_due=True)
    due.filter(created_at__lt=timezone.now() - WORTH_SENDING).update(mail_due=False)
    people = due.order_by().values_list("recipient_id", flat=True).distinct()[:PEOPLE_AT_ONCE]
    return sum(send_letter(recipient_id) for recipient_id in list(people))


def send_letter(recipient_id: int) -> int:
    """One letter to one person: 1 when sent, 0 when there is nothing to send or the mail server refused.

    The rows are locked while the letter goes out, so that two workers do not send it twice.
    """
    try:
        with transaction.atomic():
            waiting = Notification.objects.filter(recipient_id=recipient_id, mail_due=True).order_by("pk")
            messages = list(waiting.select_for_update(skip_locked=True)[:MESSAGES_A_LETTER])
            keys = [message.pk for message in messages]
            Notification.objects.filter(pk__in=keys).update(mail_due=False, mailed_at=timezone.now())
            person = User.objects.filter(pk=recipient_id, is_active=True).first()
            if person is None or not messages:
                return 0
            subject, body = letter(person, messages)
            send_mail(subject, body, None, [person.email])
    except (OSError, ValueError) as error:  # SMTPException is an OSError; a header with a line break a ValueError
        log.warning("mail not sent", recipient_id=recipient_id, error=type(error).__name__)
        return 0
    return 1


def letter(person: User, messages: list[Notification]) -> tuple[str, str]:
    """Subject, always one line, and body."""
    subject = messages[0].title if len(messages) == 1 else f"Новых уведомлений: {len(messages)}"
    body = render_to_string(
        "notifications/letter.txt", {"person": person, "messages": messages, "public_url": settings.PUBLIC_URL}
    )
    return " ".join(subject.split()), body
