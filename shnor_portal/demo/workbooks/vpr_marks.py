"""V2 and V10: the marks of one procedure as percentages, a row a school."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from diagnostics.procedures import ProcedureKey
from shnor_portal.demo.workbooks import quirks
from shnor_portal.demo.workbooks.book import Value, workbook, write_rows
from shnor_portal.demo.world import World
from shnor_portal.demo.world.city import REGION_NAME, held_on
from shnor_portal.demo.world.figures import Figures
from shnor_portal.demo.world.scales import form_of

_COUNTRY = ("Вся выборка", 36541, 1404713, 12.18, 46.29, 31.87, 9.66)
_REGION = (REGION_NAME, 502, 18316, 16.35, 47.21, 28.4, 8.04)


def write_statistics(path: Path, world: World, year: int, key: ProcedureKey) -> None:
    """V2, «Статистика по отметкам»: the country, the region and the city stand above the schools."""
    figures = world.figures[year, key]
    total = Figures.total(figures.values())
    head: list[Sequence[Value]] = [
        ("Статистика по отметкам",),
        (f"ВПР {year + 1} {key.subject.label} {key.grade} класс",),
        (f"Предмет: {key.subject.label}",),
        (f"Максимальный первичный балл: {form_of(key).maximum}",),
        (f"Дата: {held_on(year, key):%d.%m.%Y}",),
        ("Группы участников", "Кол-во ОО", "Кол-во участников", "2", "3", "4", "5"),
        _COUNTRY,
        _REGION,
        (quirks.municipality(year), len(figures), total.participants, *percents(total, 1)),
    ]
    with workbook(path) as book:
        sheet = book.add_worksheet("Статистика по отметкам")
        write_rows(sheet, [*head, *_statistics_rows(world, year, figures)])
        sheet.set_column(0, 0, 44)


def _statistics_rows(world: World, year: int, figures: dict[str, Figures]) -> Iterator[Sequence[Value]]:
    for place, (ris_code, row) in enumerate(figures.items()):
        school = world.school(ris_code)
        name = f"{quirks.school_name(school, year)} ({school.login_in(year)})"
        yield name, None, row.participants, *percents(row, place)


def write_flat_marks(path: Path, world: World, year: int, key: ProcedureKey) -> None:
    """V10, the flat workbook of a regional centre: blanks trail in heads and cells."""
    header = ("Год ", "Класс", "Предмет", "Муниципалитет ", "ОО", "Логин", "Кол-во участников ", "2", "3", "4", "5")
    rows = (
        (
            year + 1,
            key.grade,
            f"{key.subject.label} ",
            quirks.municipality(year),
            quirks.school_name(world.school(ris_code), year),
            quirks.code_in_cell(world.school(ris_code).login_in(year), place),
            row.participants,
            *percents(row, place),
        )
        for place, (ris_code, row) in enumerate(world.figures[year, key].items())
    )
    with workbook(path) as book:
        write_rows(book.add_worksheet("Отметки"), [header, *rows])


def percents(row: Figures, place: int) -> list[str | float]:
    """Shares of marks «2»…«5» in per cent of the participants."""
    return [quirks.percent(100 * count / row.participants, place) for count in row.marks]
