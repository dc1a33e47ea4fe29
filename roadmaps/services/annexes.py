"""Annexes to work programmes: opened by the administration, filled by the teacher of her own will.

The law lets nobody demand a paper of a teacher beyond the five of order № 779: an annex is inside the work programme,
its teacher may decline it, and nobody is reminded of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from roadmaps.enums import AnnexState, HoursSource
from roadmaps.lifecycle import ANNEX_WITH_TEACHER
from roadmaps.models import ProgrammeAnnex
from roadmaps.notifications import ANNEX_OPENED, ANNEX_TO_READ
from roadmaps.reference.annex import ASSESSMENT_KINDS
from roadmaps.selectors.annexes import READY, RELATED, deputies_of, readers_of, teachers_of
from roadmaps.selectors.programme import programme_of
from roadmaps.services.annex_messages import tell
from roadmaps.services.guards import require_version
from schools.models import School
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal

MOST_ROWS = 60
MOST_HOURS = 200


@dataclass(frozen=True, slots=True)
class AnnexPeople:
    """Who approves: the association and its reader, and a deputy where the school has one."""

    association: str = ""
    association_reader_id: int | None = None
    deputy_reader_id: int | None = None


@dataclass(frozen=True, slots=True)
class AnnexDraft:
    """What the administration opens."""

    teacher_id: int
    subject: str
    class_group: str
    people: AnnexPeople = field(default_factory=AnnexPeople)


@dataclass(frozen=True, slots=True)
class AnnexContent:
    """What the teacher writes. `rows` hold topic, skill, lessons, hours and kinds of assessment."""

    skills: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    hours_source: str
    note: str = ""


@transaction.atomic
def open_annex(*, school: School, academic_year: int, draft: AnnexDraft, by: User) -> ProgrammeAnnex:
    """Open an annex for a teacher of the school.

    Raises PermissionDenied, Refusal SCHOOL_CLOSED, PERSON_FOREIGN, READER_SELF, EXISTS.
    """
    check_permission(by, Permission.APPROVE_ANNEXES, school)
    if school.closed_on is not None:
        raise Refusal("SCHOOL_CLOSED", "Школа закрыта.", "Приложения открывают в действующей школе.")
    _require_one_of(draft.teacher_id, teachers_of(school.municipality_id, school.pk), "Учитель")
    annex = ProgrammeAnnex(
        municipality_id=school.municipality_id,
        school=school,
        academic_year=academic_year,
        teacher_id=draft.teacher_id,
        subject=draft.subject,
        class_group=" ".join(draft.class_group.split()),
        opened_by=by,
    )
    _put_people(annex, draft.people)
    _insert(annex)
    _record(annex, by, "annex.open")
    tell(ANNEX_OPENED, annex, [annex.teacher], by, "Составлять его или нет, решаете вы.")
    return annex


@transaction.atomic
def set_readers(*, annex_id: int, people: AnnexPeople, by: User, version: int | None = None) -> ProgrammeAnnex:
    """Name or change the people of the approval. Raises Refusal STATE for a ready annex, STALE, PERSON_FOREIGN …"""
    annex = locked_annex(annex_id)
    check_permission(by, Permission.APPROVE_ANNEXES, annex)
    require_version(annex, version)
    if annex.state in READY:
        raise Refusal("STATE", "Приложение утверждено: согласование закончено.", "Обновите страницу.")
    before = (annex.association_reader_id, annex.deputy_reader_id)
    _put_people(annex, people)
    if annex.state == AnnexState.ASSOCIATION and annex.association_reader_id is None:
        raise Refusal("READER_MISSING", "Приложение на экспертизе ШМО.", "Назначьте, кто его читает.")
    if annex.state == AnnexState.DEPUTY and annex.deputy_reader_id is None:
        raise Refusal("READER_MISSING", "Приложение у заместителя.", "Назначьте другого, а не снимайте.")
    annex.version += 1
    annex.save()
    _record(annex, by, "annex.readers")
    if before != (annex.association_reader_id, annex.deputy_reader_id):
        _tell_present_reader(annex, by)
    return annex


@transaction.atomic
def save_annex(*, annex_id: int, content: AnnexContent, by: User, version: int | None = None) -> ProgrammeAnnex:
    """The teacher writes her annex. Raises PermissionDenied for anyone else, Refusal STATE, STALE, ROWS_TOO_MANY …"""
    annex = locked_annex(annex_id)
    check_permission(by, Permission.WRITE_ANNEXES, annex)
    if annex.teacher_id != by.pk:
        raise PermissionDenied
    require_version(annex, version)
    if annex.state not in ANNEX_WITH_TEACHER:
        raise Refusal("STATE", "Приложение уже передано.", "Правят его, пока оно у учителя.")
    annex.skills, annex.rows = list(content.skills), clean_rows(content.rows)
    annex.hours_source = HoursSource(content.hours_source) if content.hours_source else ""
    annex.note = content.note.strip()
    annex.version += 1
    annex.save()
    _record(annex, by, "annex.edit")
    return annex


def clean_rows(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows as stored. Raises Refusal ROWS_TOO_MANY, HOURS_WRONG, ASSESSMENT_UNKNOWN."""
    if len(rows) > MOST_ROWS:
        raise Refusal("ROWS_TOO_MANY", f"Тем больше {MOST_ROWS}.", "Объедините близкие темы.", status=400)
    return [_clean_row(row) for row in rows]


def _clean_row(row: Mapping[str, Any]) -> dict[str, Any]:
    hours = int(row.get("hours") or 0)
    if not 0 <= hours <= MOST_HOURS:
        raise Refusal("HOURS_WRONG", f"Часов в строке — от 0 до {MOST_HOURS}.", "Исправьте число часов.", status=400)
    kinds = list(row.get("assessment", ()))
    if any(kind not in ASSESSMENT_KINDS for kind in kinds):
        raise Refusal("ASSESSMENT_UNKNOWN", "Такого вида оценки нет.", "Выберите из списка.", status=400)
    texts = {name: str(row.get(name, "")).strip()[:600] for name in ("skill", "topic", "lessons")}
    return {**texts, "hours": hours, "assessment": kinds}


def locked_annex(annex_id: int) -> ProgrammeAnnex:
    """The annex under a lock, with what its rules ask of."""
    rows = ProgrammeAnnex.objects.select_for_update(of=("self",)).select_related(*RELATED)
    return rows.get(pk=annex_id)


def _put_people(annex: ProgrammeAnnex, people: AnnexPeople) -> None:
    """Readers are people of the school, and nobody reads her own annex."""
    chosen = [one for one in (people.association_reader_id, people.deputy_reader_id) if one is not None]
    if annex.teacher_id in chosen:
        raise Refusal(
            "READER_SELF", "Учитель не рассматривает собственное приложение.", "Выберите другого человека.", status=400
        )
    place = (annex.municipality_id, annex.school_id)
    if people.association_reader_id is not None:
        _require_one_of(people.association_reader_id, readers_of(*place), "Эксперт ШМО")
    has_deputies = programme_of(annex.municipality).has_deputies
    deputy = people.deputy_reader_id if has_deputies else None
    if deputy is not None:
        _require_one_of(deputy, deputies_of(*place), "Заместитель")
    annex.association = " ".join(people.association.split())[:200]
    annex.association_reader_id, annex.deputy_reader_id = people.association_reader_id, deputy


def _require_one_of(person_id: int, people: Sequence[User], who: str) -> None:
    if person_id not in {person.pk for person in people}:
        raise Refusal("PERSON_FOREIGN", f"{who}: такого человека в школе нет.", "Выберите из списка.", status=400)


def _insert(annex: ProgrammeAnnex) -> None:
    try:
        with transaction.atomic():
            annex.save()
    except IntegrityError as taken:
        raise Refusal(
            "EXISTS", "Такое приложение у этого учителя уже открыто.", "Найдите его в списке приложений."
        ) from taken


def _tell_present_reader(annex: ProgrammeAnnex, by: User) -> None:
    readers = {AnnexState.ASSOCIATION: annex.association_reader, AnnexState.DEPUTY: annex.deputy_reader}
    reader = readers.get(AnnexState(annex.state))
    if reader is not None:
        tell(ANNEX_TO_READ, annex, [reader], by, "Приложение передано вам на рассмотрение.")


def _record(annex: ProgrammeAnnex, by: User, action: str) -> None:
    details = {"school": annex.school_id, "year": annex.academic_year, "subject": annex.subject}
    record(action=action, by=by, on=annex, municipality_id=annex.municipality_id, details=details)
