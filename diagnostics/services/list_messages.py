"""Who is told what about a list."""

from django.urls import reverse

from diagnostics.models import RiskList
from diagnostics.notifications import LIST_APPROVED, LIST_PROPOSED, LIST_RETURNED, SCHOOL_LISTED
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import but, holders, school_heads
from shnor_portal.common.numbers import plural
from shnor_portal.notifications.kinds import NotificationKind
from shnor_portal.notifications.services import notify


def tell_proposed(risk_list: RiskList, by: User | None) -> None:
    """To those who may approve, but for the person who put it forward."""
    included = risk_list.entries.included().count()
    people = holders(risk_list.municipality_id, Permission.APPROVE_RISK_LIST)
    schools = f"{included} {plural(included, 'школа', 'школы', 'школ')}"
    _send(LIST_PROPOSED, risk_list, but(people, by), f"Предложен к утверждению: {risk_list.title}", schools)


def tell_returned(risk_list: RiskList, by: User | None) -> None:
    """To those who prepare lists, with the reason."""
    people = holders(risk_list.municipality_id, Permission.PROPOSE_RISK_LIST)
    _send(LIST_RETURNED, risk_list, but(people, by), f"Возвращён: {risk_list.title}", risk_list.state_note)


def tell_approved(risk_list: RiskList, by: User | None) -> None:
    """To the department, and to the heads of the schools that stand in the list."""
    people = holders(risk_list.municipality_id, Permission.PROPOSE_RISK_LIST)
    _send(LIST_APPROVED, risk_list, but(people, by), f"Утверждён: {risk_list.title}", risk_list.basis)
    school_ids = risk_list.entries.included().values_list("school_id", flat=True)
    _send(
        SCHOOL_LISTED,
        risk_list,
        school_heads(risk_list.municipality_id, school_ids),
        f"Ваша школа включена: {risk_list.title}",
        "Откройте перечень: в листе обоснования показано, какие результаты к этому привели.",
    )


def _send(kind: NotificationKind, risk_list: RiskList, people: list[User], title: str, body: str) -> None:
    notify(
        kind=kind.code,
        recipients=people,
        municipality_id=risk_list.municipality_id,
        title=title,
        body=body,
        path=reverse("diagnostics:list", args=[risk_list.pk]),
    )
