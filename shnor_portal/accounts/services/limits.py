"""Limits by account, counted in the database: one statement takes a place or finds none left."""

from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from shnor_portal.accounts.models import User
from shnor_portal.accounts.models.use_count import UseCount


@dataclass(frozen=True, slots=True)
class Limit:
    """`times` in each stretch of `seconds`."""

    act: str
    times: int
    seconds: int


def seconds_to_wait(*, user: User, limit: Limit) -> int:
    """Take a place under the limit: 0 when there was one, otherwise the seconds until the next stretch begins."""
    now = int(timezone.now().timestamp())
    window = now // limit.seconds
    _, is_new = UseCount.objects.get_or_create(user=user, act=limit.act, window=window)
    if is_new:
        UseCount.objects.filter(user=user, act=limit.act, window__lt=window).delete()
    place = UseCount.objects.filter(user=user, act=limit.act, window=window, count__lt=limit.times)
    return 0 if place.update(count=F("count") + 1) else (window + 1) * limit.seconds - now
