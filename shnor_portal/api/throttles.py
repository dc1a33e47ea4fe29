"""Limits of the API: by account, exact under any number of processes."""

from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from shnor_portal.accounts.models import User
from shnor_portal.accounts.services.limits import Limit, seconds_to_wait
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.rest.parameters import wants_csv

TOO_MANY = 429


def take_place(user: User, act: str) -> None:
    """Raises Refusal TOO_MANY_REQUESTS (429) past the limit that `API_LIMITS` sets for the act."""
    times, seconds = settings.API_LIMITS[act]
    wait = seconds_to_wait(user=user, limit=Limit(act, times, seconds))
    if wait:
        raise Refusal(
            "TOO_MANY_REQUESTS",
            f"Слишком часто: не больше {times} раз за {seconds // 60} мин.",
            f"Повторите через {wait} с.",
            status=TOO_MANY,
            details={"retry_after": wait},
        )


class ExportThrottle(BaseThrottle):
    """Whole lists as CSV are counted; pages of JSON are not."""

    def allow_request(self, request: Request, view: Any) -> bool:
        if wants_csv(request) and isinstance(request.user, User):
            take_place(request.user, "export")
        return True
