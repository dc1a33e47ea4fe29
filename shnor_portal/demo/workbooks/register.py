"""The register of schools as a city keeps it: one row a school, the merged one at the end."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from shnor_portal.common.years import format_academic_year
from shnor_portal.demo.workbooks.book import Value, workbook, write_rows
from shnor_portal.demo.world import World
from shnor_portal.demo.world.city import FOUNDER, MUNICIPALITY, RESULT_YEARS
from shnor_portal.demo.world.schools import DemoSchool

SHEET = "Реестр ОО"
HEADER = (
    "№",
    "Краткое наименование",
    "Полное наименование",
    "Вид",
    "Местность",
    "Район",
    "Классы",
    "10–11 классы",
    "Логин ФИС ОКО",
    "Прежний логин ФИС ОКО",
    "Прежний логин действовал по",
    "Код ОО (РИС ГИА)",
    "ОГРН",
    "ИНН",
    "Прежнее наименование",
    "Дата переименования",
    "Дата закрытия",
    "Код преемника",
)


def write_register(path: Path, world: World) -> None:
    """Two title rows, a header, a row a school. Codes are text: as numbers they would lose their form."""
    with workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        write_rows(sheet, [(f"Реестр общеобразовательных организаций, {MUNICIPALITY}",), (FOUNDER,), ()])
        headcounts = [f"Обучающихся в {format_academic_year(year)}" for year in RESULT_YEARS]
        rows = [_row(number, school) for number, school in enumerate(world.schools, start=1)]
        write_rows(sheet, [(*HEADER, *headcounts), *rows], first_row=3)
        sheet.freeze_panes(4, 2)
        sheet.set_column(1, 2, 34)


def _row(number: int, school: DemoSchool) -> Sequence[Value]:
    return (
        number,
        school.name,
        school.full_name,
        school.register_kind.label,
        school.settlement.label,
        school.district,
        f"{school.first_grade}–{school.last_grade}",
        "да" if school.last_grade > 9 else "нет",
        school.login,
        school.old_login or None,
        format_academic_year(RESULT_YEARS[0]) if school.old_login else None,
        school.ris_code,
        school.ogrn,
        school.inn,
        school.former_name or None,
        _day(school.renamed_on),
        _day(school.closed_on),
        school.successor or None,
        *(school.headcount(year) if school.works_in(year) else None for year in RESULT_YEARS),
    )


def _day(day: date | None) -> str | None:
    return day.strftime("%d.%m.%Y") if day else None
