"""Whose calendar a secret address opens, if anybody's: rights are those of the person at this moment."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from roadmaps.models import CalendarFeed
from roadmaps.rules.occurrence import Occurrence
from roadmaps.selectors.audiences import standing_of
from roadmaps.selectors.occurrences import occurrences
from roadmaps.selectors.programme import today_in
from shnor_portal.accounts.models import User

BACK, AHEAD = timedelta(days=60), timedelta(days=400)


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed of the list with the name of its dialog."""

    feed: CalendarFeed

    @property
    def dialog(self) -> str:
        return f"revoke-{self.feed.pk}"


def fingerprint_of(key: str) -> str:
    """What is kept of a key. A key of 256 random bits needs no slow hash: it cannot be guessed."""
    return sha256(key.encode()).hexdigest()


def feed_by_key(key: str) -> CalendarFeed | None:
    """The feed, unless it is unknown or revoked, the account is closed, or the person has no role in its city now.

    The look-up is by fingerprint, so that its time says nothing of how much of a key was right.
    """
    rows = CalendarFeed.objects.in_force().select_related("user", "municipality")
    feed = rows.filter(key_sha256=fingerprint_of(key), user__is_active=True).first()
    if feed is None or standing_of(feed.user, feed.municipality).is_empty:
        return None
    return feed


def rows_of_feed(feed: CalendarFeed) -> list[Occurrence]:
    """What the person must see to, from two months ago to more than a year ahead."""
    today = today_in(feed.municipality)
    return occurrences(feed.user, feed.municipality, today - BACK, today + AHEAD, only_mine=True)


def own_feeds(user: User) -> list[FeedRow]:
    """The person's addresses, those in force first."""
    rows = CalendarFeed.objects.visible_to(user).select_related("municipality")
    return [FeedRow(feed) for feed in sorted(rows, key=lambda feed: (feed.revoked_at is not None, -feed.pk))]
