"""Secret addresses of calendars: made, shown once, taken back."""

from dataclasses import dataclass
from datetime import date
from secrets import token_urlsafe

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from roadmaps.models import CalendarFeed
from roadmaps.selectors.audiences import standing_of
from roadmaps.selectors.feeds import fingerprint_of
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.services.limits import Limit, seconds_to_wait
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal

KEY_BYTES = 32
MOST_FEEDS = 10
READING = Limit("calendar_feed", 60, 3600)
"""Calendars of phones ask a few times an hour; more often means something has gone wrong."""


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed and its key, which nobody will see again."""

    feed: CalendarFeed
    key: str


@transaction.atomic
def issue_feed(*, municipality: Municipality, title: str, by: User) -> NewFeed:
    """Make a secret address. Raises PermissionDenied, Refusal TOO_MANY_FEEDS."""
    User.objects.select_for_update().get(pk=by.pk)
    if standing_of(by, municipality).is_empty:
        raise PermissionDenied
    if CalendarFeed.objects.visible_to(by).in_force().count() >= MOST_FEEDS:
        raise Refusal(
            "TOO_MANY_FEEDS", f"Подписок уже {MOST_FEEDS}.", "Отзовите те, которыми не пользуетесь.", status=400
        )
    key = token_urlsafe(KEY_BYTES)
    feed = CalendarFeed.objects.create(municipality=municipality, user=by, title=title, key_sha256=fingerprint_of(key))
    record(action="programme.feed_issued", by=by, on=feed, municipality_id=municipality.pk)
    return NewFeed(feed, key)


@transaction.atomic
def revoke_feed(*, feed_id: int, by: User) -> CalendarFeed:
    """Take a person's own address back; phones that used it stop getting the calendar. Twice is once."""
    feed = CalendarFeed.objects.visible_to(by).select_for_update().get(pk=feed_id)
    if feed.revoked_at is None:
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
        record(action="programme.feed_revoked", by=by, on=feed, municipality_id=feed.municipality_id)
    return feed


def take_reading(*, feed: CalendarFeed, today: date) -> int:
    """Count one reading and keep its day: 0 when there was a place under the limit, else the seconds to wait."""
    wait = seconds_to_wait(user=feed.user, limit=READING)
    if not wait and feed.last_used_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_used_on=today)
    return wait
