"""Entering a school and editing its card."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from schools.enums import Locality, SchoolKind
from schools.models import School
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.text import fold


@dataclass(frozen=True, slots=True)
class SchoolDraft:
    """What a person writes on the card; codes and history have acts of their own."""

    name: str
    full_name: str = ""
    kind: str = SchoolKind.ORDINARY
    locality: str = Locality.CITY
    district: str = ""
    has_senior_grades: bool = True


def search_name(name: str, full_name: str) -> str:
    """The folded text that search looks in: SQLite itself does not fold Cyrillic."""
    return fold(f"{name} {full_name}")[:900]


@transaction.atomic
def create_school(*, municipality: Municipality, draft: SchoolDraft, by: User) -> School:
    """Enter a school. Raises Refusal SCHOOL_EXISTS for the name of another open school of the municipality."""
    check_permission(by, Permission.MANAGE_SCHOOLS, municipality)
    refuse_same_name(municipality.pk, draft.name)
    school = School.objects.create(
        municipality=municipality, search_name=search_name(draft.name, draft.full_name), **asdict(draft)
    )
    record(action="school.create", by=by, on=school, municipality_id=municipality.pk, details=asdict(draft))
    return school


@transaction.atomic
def edit_school(*, school: School, draft: SchoolDraft, version: int, by: User) -> School:
    """Correct the card. A new name that is a real renaming goes through `rename_school`, which keeps the old one.

    Raises Refusal STALE when somebody else was faster, SCHOOL_EXISTS for a name in use.
    """
    held = locked_school(school, by)
    if held.version != version:
        raise Refusal(
            "STALE",
            "Пока вы правили, карточку изменил другой человек.",
            "Сверьте свои изменения с сохранёнными и сохраните ещё раз.",
            details={name: getattr(held, name) for name in asdict(draft)},
        )
    if draft.name != held.name:
        refuse_same_name(held.municipality_id, draft.name, besides=held.pk)
    changed: dict[str, Any] = {
        name: [getattr(held, name), value] for name, value in asdict(draft).items() if getattr(held, name) != value
    }
    for name, (_, value) in changed.items():
        setattr(held, name, value)
    held.search_name, held.version = search_name(held.name, held.full_name), held.version + 1
    held.save()
    record(action="school.edit", by=by, on=held, municipality_id=held.municipality_id, details=changed)
    return held


def locked_school(school: School, by: User) -> School:
    """The school under a lock, with the right to keep the register checked there."""
    held = School.objects.select_for_update().get(pk=school.pk)
    check_permission(by, Permission.MANAGE_SCHOOLS, held)
    return held


def refuse_same_name(municipality_id: int, name: str, besides: int | None = None) -> None:
    """Two open schools of one name can't be told apart on paper."""
    rows = School.objects.filter(municipality_id=municipality_id, name=name, closed_on__isnull=True)
    if besides is not None:
        rows = rows.exclude(pk=besides)
    if rows.exists():
        raise Refusal("SCHOOL_EXISTS", f"Школа «{name}» уже есть в реестре.", "Откройте её карточку.")
