"""The way of an annex: teacher → association → deputy where there is one → head → the school's site.

Seed programme §5, step 3.2. An act needs the permission and the hand: the teacher's own, or the named reader's.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from roadmaps.enums import AnnexState, HoursSource
from roadmaps.lifecycle import ANNEX
from roadmaps.models import ProgrammeAnnex
from roadmaps.notifications import ANNEX_APPROVED, ANNEX_DECLINED, ANNEX_RETURNED, ANNEX_TO_READ
from roadmaps.selectors.annexes import is_hand
from roadmaps.selectors.programme import today_in
from roadmaps.services.annex_messages import tell
from roadmaps.services.annexes import locked_annex
from roadmaps.services.guards import require_version
from shnor_portal.accounts.access import require_any
from shnor_portal.accounts.models import User
from shnor_portal.accounts.selectors import school_heads
from shnor_portal.audit.services import record
from shnor_portal.common.lifecycles import Transition
from shnor_portal.common.refusals import Refusal


@transaction.atomic
def send_annex(*, annex_id: int, by: User, version: int | None = None) -> ProgrammeAnnex:
    """The teacher hands her annex in. Raises Refusal ANNEX_EMPTY, HOURS_MISSING, READER_MISSING, STATE, STALE."""
    annex, transition = _held(annex_id, "send", by, version)
    require_complete(annex)
    annex.state_note = ""
    _moved(annex, transition, by, "annex.send")
    if annex.association_reader is not None:
        tell(ANNEX_TO_READ, annex, [annex.association_reader], by, "Приложение передано вам на экспертизу ШМО.")
    return annex


@transaction.atomic
def decline_annex(*, annex_id: int, by: User, version: int | None = None) -> ProgrammeAnnex:
    """The teacher will not write it. She owes nobody a reason."""
    annex, transition = _held(annex_id, "decline", by, version)
    _moved(annex, transition, by, "annex.decline")
    tell(ANNEX_DECLINED, annex, [annex.opened_by] if annex.opened_by else [], by, "Приложение составляться не будет.")
    return annex


@transaction.atomic
def take_up_annex(*, annex_id: int, by: User, version: int | None = None) -> ProgrammeAnnex:
    """The teacher has thought better of it; what she had written is there still."""
    annex, transition = _held(annex_id, "take_up", by, version)
    return _moved(annex, transition, by, "annex.take_up")


@transaction.atomic
def pass_annex(
    *, annex_id: int, act: str, by: User, protocol: str = "", held_on: date | None = None, version: int | None = None
) -> ProgrammeAnnex:
    """The reader passes the annex on: `act` is pass_deputy or pass_head.

    Raises Refusal NO_DEPUTY when nobody is named to read next, DEPUTY_FIRST when somebody is, VALUE_DATE, STATE, STALE.
    """
    annex, transition = _held(annex_id, act, by, version)
    day = held_on or today_in(annex.municipality)
    if day > today_in(annex.municipality):
        raise Refusal("VALUE_DATE", "Этот день ещё не наступил.", "Укажите день рассмотрения.", status=400)
    if annex.state == AnnexState.ASSOCIATION:
        _require_way(annex, act)
        annex.association_on, annex.association_protocol = day, protocol.strip()[:60]
    else:
        annex.deputy_on = day
    if act == "pass_deputy":
        _moved(annex, transition, by, "annex.pass_deputy")
        readers = [annex.deputy_reader] if annex.deputy_reader else []
    else:
        _moved(annex, transition, by, "annex.pass_head")
        readers = school_heads(annex.municipality_id, [annex.school_id])
    tell(ANNEX_TO_READ, annex, readers, by, "Приложение передано вам на рассмотрение.")
    return annex


@transaction.atomic
def return_annex(*, annex_id: int, reason: str, by: User, version: int | None = None) -> ProgrammeAnnex:
    """The one who reads it gives it back to the teacher; it will be read from the beginning. The reason stays."""
    annex, transition = _held(annex_id, "return", by, version, reason)
    annex.state_note = reason.strip()[:600]
    annex.association_on = annex.deputy_on = None
    annex.association_protocol = ""
    _moved(annex, transition, by, "annex.return")
    tell(ANNEX_RETURNED, annex, [annex.teacher], by, annex.state_note)
    return annex


@transaction.atomic
def approve_annex(*, annex_id: int, by: User, version: int | None = None) -> ProgrammeAnnex:
    """The head approves."""
    annex, transition = _held(annex_id, "approve", by, version)
    annex.approved_on, annex.approved_by = today_in(annex.municipality), by
    _moved(annex, transition, by, "annex.approve")
    tell(ANNEX_APPROVED, annex, [annex.teacher], by, "Приложение утверждено руководителем.")
    return annex


@transaction.atomic
def publish_annex(*, annex_id: int, site_url: str, by: User, version: int | None = None) -> ProgrammeAnnex:
    """Note where on the school's site it stands; the address may be corrected later. Raises Refusal URL_NEEDED."""
    annex, transition = _held(annex_id, "publish", by, version)
    if not site_url.startswith(("http://", "https://")):
        raise Refusal("URL_NEEDED", "Нужен адрес страницы сайта.", "Он начинается с http:// или https://.", status=400)
    annex.site_url = site_url
    return _moved(annex, transition, by, "annex.publish")


def require_complete(annex: ProgrammeAnnex) -> None:
    """Refusal ANNEX_EMPTY, HOURS_MISSING, READER_MISSING: what must stand in an annex before anyone reads it."""
    if not annex.rows or not all(row.get("topic") for row in annex.rows):
        raise Refusal("ANNEX_EMPTY", "Темы не заполнены.", "Впишите хотя бы одну тему, и название каждой.", status=400)
    if not annex.hours_source:
        raise Refusal("HOURS_MISSING", "Не указан источник часов.", "Выберите его в приложении.", status=400)
    if annex.hours == 0 and annex.hours_source != HoursSource.NEW_MATERIAL:
        raise Refusal("HOURS_MISSING", "Часы не указаны.", "Впишите часы хотя бы одной темы.", status=400)
    if annex.association_reader_id is None:
        raise Refusal(
            "READER_MISSING", "Не назначено, кто рассматривает приложение на ШМО.", "Это делает администрация школы."
        )


def _require_way(annex: ProgrammeAnnex, act: str) -> None:
    if act == "pass_deputy" and annex.deputy_reader_id is None:
        raise Refusal("NO_DEPUTY", "Заместитель не назначен.", "Передайте руководителю.")
    if act == "pass_head" and annex.deputy_reader_id is not None:
        raise Refusal("DEPUTY_FIRST", "Сначала приложение читает заместитель.", "Передайте ему.")


def _held(
    annex_id: int, act: str, by: User, version: int | None, reason: str | None = None
) -> tuple[ProgrammeAnnex, Transition]:
    """The annex under its lock for an act: the permission, the state, the hand, the version."""
    annex = locked_annex(annex_id)
    require_any(by, ANNEX[act].permissions, annex)
    transition = ANNEX.check(act, annex.state, reason)
    if not is_hand(by, annex, act):
        raise PermissionDenied
    require_version(annex, version)
    return annex, transition


def _moved(annex: ProgrammeAnnex, transition: Transition, by: User, action: str) -> ProgrammeAnnex:
    before, annex.state = annex.state, transition.target
    annex.version += 1
    annex.save()
    details = {"school": annex.school_id, "from": before, "to": annex.state, "note": annex.state_note}
    record(action=action, by=by, on=annex, municipality_id=annex.municipality_id, details=details)
    return annex
