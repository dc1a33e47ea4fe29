"""Reading, and settings."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from shnor_portal.accounts.models import User
from shnor_portal.notifications.models import Notification, NotificationPreference


def mark_read(*, notification_id: int, by: User) -> Notification:
    """Mark a person's own message read; the first reading counts."""
    message = Notification.objects.visible_to(by).get(pk=notification_id)
    if message.read_at is None:
        message.read_at = timezone.now()
        message.save(update_fields=["read_at"])
    return message


def mark_all_read(*, by: User) -> int:
    """Mark everything of the person read; gives how many were unread."""
    return Notification.objects.visible_to(by).unread().update(read_at=timezone.now())


@transaction.atomic
def set_preferences(*, by: User, by_mail: Mapping[str, bool]) -> None:
    """Keep the person's choice per kind."""
    for kind, wanted in by_mail.items():
        NotificationPreference.objects.update_or_create(user=by, kind=kind, defaults={"by_mail": wanted})
