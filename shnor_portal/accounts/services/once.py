"""One effect for a request that arrives twice."""

from collections.abc import Callable

from django.db import transaction

from shnor_portal.accounts.models import DoneRequest, User


def run_once(*, by: User, key: str, act: Callable[[], str]) -> str:
    """Carry out `act` unless the person has already sent a request with this key.

    `act` gives the key of the row it made; a repeated request gets that key back and changes nothing. The
    act and the memory of it are one transaction. An empty key means the caller does not ask for it.
    """
    if not key:
        return act()
    with transaction.atomic():
        done, is_new = DoneRequest.objects.select_for_update().get_or_create(user=by, key=key[:100])
        if is_new:
            done.outcome = act()
            done.save(update_fields=["outcome"])
    return done.outcome
