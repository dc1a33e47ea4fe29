"""Codes of a school: given for a span of school years, closed, never rewritten."""

from django.db import transaction
from django.db.models import Q

from schools.codes import is_fisoko_login, is_inn, is_ogrn, is_ris_code
from schools.enums import CodeSystem
from schools.models import School, SchoolCode
from schools.services.register import locked_school
from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.text import normalise_code

CHECKS = {
    CodeSystem.OGRN: (is_ogrn, "ОГРН — 13 цифр, последняя контрольная."),
    CodeSystem.INN: (is_inn, "ИНН организации — 10 цифр, последняя контрольная."),
    CodeSystem.FISOKO: (is_fisoko_login, "Логин ФИС ОКО — sch или edu и шесть цифр."),
    CodeSystem.RIS: (is_ris_code, "Код ОО в РИС ГИА состоит из цифр."),
}


@transaction.atomic
def add_code(
    *,
    school: School,
    system: CodeSystem,
    raw: str,
    by: User,
    valid_from_year: int | None = None,
    valid_to_year: int | None = None,
) -> SchoolCode:
    """Give a school a code for school years (both ends included, None is open).

    Raises Refusal CODE_* for a malformed code, CODE_TAKEN when another school has it in an overlapping span.
    """
    held = locked_school(school, by)
    value = checked_code(system, raw)
    refuse_taken(held, system, value, valid_from_year, valid_to_year)
    code = SchoolCode.objects.create(
        municipality_id=held.municipality_id,
        school=held,
        system=system,
        value=value,
        raw=raw[:64],
        valid_from_year=valid_from_year,
        valid_to_year=valid_to_year,
    )
    details = {system.value: value}
    record(action="school.code.add", by=by, on=held, municipality_id=held.municipality_id, details=details)
    return code


def checked_code(system: CodeSystem, raw: str) -> str:
    """The normalised code, or a Refusal that says what is wrong with it."""
    reading = normalise_code(raw)
    if reading.problems:
        problem = reading.problems[0]
        raise Refusal(problem.code, f"{problem.message}.", problem.hint, status=400)
    if system in CHECKS:
        is_right, sentence = CHECKS[system]
        if not is_right(reading.value):
            raise Refusal("CODE_INVALID", f"Код не подходит. {sentence}", "Сверьте с документом.", status=400)
    return reading.value


def refuse_taken(school: School, system: CodeSystem, value: str, first: int | None, last: int | None) -> None:
    """One code leads to one school in any school year."""
    rows = SchoolCode.objects.filter(municipality_id=school.municipality_id, system=system, value=value)
    if first is not None:
        rows = rows.filter(Q(valid_to_year__isnull=True) | Q(valid_to_year__gte=first))
    if last is not None:
        rows = rows.filter(Q(valid_from_year__isnull=True) | Q(valid_from_year__lte=last))
    taken = rows.select_related("school").first()
    if taken is not None:
        raise Refusal(
            "CODE_TAKEN",
            f"Код {value} в эти годы уже у школы «{taken.school}».",
            "Закройте прежний код.",
        )


@transaction.atomic
def close_code(*, code: SchoolCode, valid_to_year: int, by: User) -> SchoolCode:
    """Say which school year was the last for a code."""
    held = locked_school(code.school, by)
    row = SchoolCode.objects.select_for_update().get(pk=code.pk)
    if row.valid_from_year is not None and valid_to_year < row.valid_from_year:
        raise Refusal("VALUE_RANGE", "Год окончания раньше года начала.", "Укажите более поздний год.", status=400)
    row.valid_to_year = valid_to_year
    row.save(update_fields=["valid_to_year"])
    details = {row.system: row.value, "valid_to_year": valid_to_year}
    record(action="school.code.close", by=by, on=held, municipality_id=held.municipality_id, details=details)
    return row
