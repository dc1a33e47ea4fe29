"""Deleting what has no use any more: ended sessions, remembered requests, the stale cache."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from shnor_portal.accounts.models import CacheEntry, DoneRequest

REQUESTS_KEPT = timedelta(days=30)


def forget_old() -> dict[str, int]:
    """Delete it all; gives the number of rows by kind. Repeating a request a month later is a new request."""
    SessionStore.clear_expired()
    now = timezone.now()
    requests, _ = DoneRequest.objects.filter(done_at__lt=now - REQUESTS_KEPT).delete()
    cached, _ = CacheEntry.objects.filter(expires__lt=now).delete()
    return {"requests": requests, "cache": cached}
