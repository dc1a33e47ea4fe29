"""One message to several people, in the transaction of the act it tells of."""

from collections.abc import Iterable

from django.utils.http import url_has_allowed_host_and_scheme

from shnor_portal.accounts.models import User
from shnor_portal.notifications.kinds import kind_of
from shnor_portal.notifications.models import Notification, NotificationPreference


def notify(
    *, kind: str, recipients: Iterable[User], municipality_id: int, title: str, body: str = "", path: str = ""
) -> list[Notification]:
    """Put the message in every inbox; mail follows where the person wants it. Closed accounts get nothing.

    `title` becomes one line, because it is the subject of a letter. Raises KeyError for an undeclared kind,
    ValueError for a `path` that would lead out of the portal.
    """
    if path and not (path.startswith("/") and url_has_allowed_host_and_scheme(path, None)):
        raise ValueError(f"a message leads to a page of the portal, not to {path}")
    default = kind_of(kind).by_mail
    people = {person.pk: person for person in recipients if person.is_active}
    chosen = dict(
        NotificationPreference.objects.filter(kind=kind, user_id__in=people).values_list("user_id", "by_mail")
    )
    return Notification.objects.bulk_create(
        Notification(
            municipality_id=municipality_id,
            recipient=person,
            kind=kind,
            title=" ".join(title.split())[:200],
            body=body,
            path=path,
            mail_due=chosen.get(pk, default),
        )
        for pk, person in people.items()
    )
