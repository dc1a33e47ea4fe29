"""E1, E2, O1, O2 and O3: protocols of ЕГЭ and ОГЭ as РИС ГИА and its users pass them on."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from shnor_portal.demo.workbooks.book import Value, workbook, write_rows
from shnor_portal.demo.workbooks.protocols import ProtocolRow, protocol_rows, subject_code
from shnor_portal.demo.world import World
from shnor_portal.demo.world.city import EGE_BASE, EGE_PROFILE, EGE_RU, held_on
from shnor_portal.demo.world.pupils import PupilTable

_PERSON = ("Фамилия", "Имя", "Отчество", "Серия", "Номер")
_SHORT, _LONG, _PRIMARY = "Задания с кратким ответом", "Задания с развёрнутым ответом", "Первичный балл"
_MINIMUM = {EGE_RU: 24, EGE_PROFILE: 27, EGE_BASE: 3}
_E1_SPARSE_PLACES = (0, 1, 3, 4, 6, 8, 10, 12, 13, 14, 16, 17, 20, 21, 23)
_O3_PLACES = (0, 1, 2, 4, 6, 8, 10, 12, 13, 14, 17, 18, 20)
_O1_HEADER = (
    "SchoolCode",
    "ClassCode",
    "SurnameCell",
    "NameCell",
    "SecondNameCell",
    "DocumentSeriesCode",
    "DocumentNumberCode",
    "TestResultBCell",
    "TestResultCCell",
    "PrimaryMark",
    "Mark5",
)


def title(table: PupilTable) -> str:
    """«01 - Русский язык 2020.06.03», «22 - Математика базовая 2020.06.11»."""
    level = {EGE_BASE: " базовая", EGE_PROFILE: " профильная"}.get(table.key, "")
    return f"{subject_code(table)} - {table.key.subject.label}{level} {held_on(table.year, table.key):%Y.%m.%d}"


def write_ege(path: Path, world: World, table: PupilTable, *, sparse: bool = False) -> None:
    """E1, dense or with empty columns between; the title is shifted right, three summary rows close the sheet."""
    header = ("№", "Код МСУ", "Код ОО", "Класс", "Код ППЭ", "Аудитория", *_PERSON, _SHORT, _LONG, _PRIMARY, "Балл")
    rows = [
        (r.number, int(r.municipality), *_head(r), *_person(r), r.short_answers, r.long_answers, r.primary, r.result)
        for r in protocol_rows(world, table)
    ]
    body = [header, *rows, *_summary(table, len(header), [(r[-2], r[-1]) for r in rows])]
    _write(path, [(None, None, title(table)), *(_spread(body, _E1_SPARSE_PLACES) if sparse else body)])


def write_ege_base(path: Path, world: World, table: PupilTable) -> None:
    """E2: no municipality, no long answers, a mark instead of a score."""
    header = ("№", "Код ОО", "Класс", "Код ППЭ", "Аудитория", *_PERSON, _SHORT, _PRIMARY, "Оценка")
    rows = [
        (r.number, *_head(r), *_person(r), r.short_answers, r.primary, r.result) for r in protocol_rows(world, table)
    ]
    summary = _summary(table, len(header), [(row[-2], row[-1]) for row in rows])
    _write(path, [(title(table),), header, *rows, *summary])


def write_oge_csv(path: Path, world: World, table: PupilTable) -> None:
    """O1: `;`, UTF-8 with a mark at the start. The subject and the day are in the file's name alone."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(_O1_HEADER)
        for r in protocol_rows(world, table):
            answers = (r.short_answers, r.long_answers, r.primary, r.result)
            writer.writerow((r.school, r.class_group, *_person(r), *answers))


def oge_csv_name(table: PupilTable) -> str:
    return f"{subject_code(table)}_{held_on(table.year, table.key):%Y.%m.%d}.csv"


def write_oge(path: Path, world: World, table: PupilTable) -> None:
    """O2, dense. The school's code is a number here, as Excel makes it."""
    header = ("№", "Код ОО", "Класс", "Код ППЭ", "Аудитория", "Код МСУ", *_PERSON, _SHORT, _LONG, _PRIMARY, "Оценка")
    rows = [
        (r.number, *_head(r), r.municipality, *_person(r), r.short_answers, r.long_answers, r.primary, r.result)
        for r in protocol_rows(world, table)
    ]
    _write(path, [(title(table),), header, *rows])


def write_oge_sparse(path: Path, world: World, table: PupilTable) -> None:
    """O3: the same without papers and with empty columns between."""
    names = _PERSON[:3]
    header = ("№", "Код ОО", "Класс", "Код ППЭ", "Аудитория", "Код МСУ", *names, _SHORT, _LONG, _PRIMARY, "Оценка")
    rows = [
        (r.number, *_head(r), r.municipality, *_person(r)[:3], r.short_answers, r.long_answers, r.primary, r.result)
        for r in protocol_rows(world, table)
    ]
    _write(path, [(None, title(table)), *_spread([header, *rows], _O3_PLACES)])


def _head(row: ProtocolRow) -> tuple[Value, ...]:
    return int(row.school), row.class_group, row.place, row.room


def _person(row: ProtocolRow) -> tuple[str, ...]:
    return row.surname, row.name, row.patronymic, row.document_series, row.document_number


def _summary(table: PupilTable, width: int, results: Sequence[tuple[Value, Value]]) -> list[Sequence[Value]]:
    """«Средние», «Минимальная граница», «Всего участников» under the table."""
    primary, final = (sum(int(value or 0) for value in column) / len(results) for column in zip(*results, strict=True))
    gap = [None] * (width - 4)
    return [
        ("Средние", None, *gap, round(primary, 2), round(final, 2)),
        ("Минимальная граница", None, *gap, None, _MINIMUM[table.key]),
        ("Всего участников", None, *gap, None, len(results)),
    ]


def _spread(rows: Iterable[Sequence[Value]], places: Sequence[int]) -> Iterable[Sequence[Value]]:
    """Move values to the given zero-based columns, leaving the rest empty."""
    for row in rows:
        wide: list[Value] = [None] * (places[-1] + 1)
        for place, value in zip(places, row, strict=True):
            wide[place] = value
        yield wide


def _write(path: Path, rows: Iterable[Sequence[Value]]) -> None:
    with workbook(path) as book:
        write_rows(book.add_worksheet("Протокол"), rows)
