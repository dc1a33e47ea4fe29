"""Who is told what about an annex: those whose turn it is, and the teacher of what became of it. No reminders."""

from collections.abc import Iterable

from django.urls import reverse

from roadmaps.models import ProgrammeAnnex
from shnor_portal.accounts.models import User
from shnor_portal.accounts.selectors import but
from shnor_portal.notifications.kinds import NotificationKind
from shnor_portal.notifications.services import notify


def tell(kind: NotificationKind, annex: ProgrammeAnnex, people: Iterable[User], by: User, body: str) -> None:
    """A message that leads to the annex; nobody is told of her own doing."""
    notify(
        kind=kind.code,
        recipients=but(people, by),
        municipality_id=annex.municipality_id,
        title=f"{kind.title}: {annex}",
        body=body,
        path=reverse("roadmaps:annex", args=[annex.pk]),
    )
