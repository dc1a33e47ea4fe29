"""A register of schools, xlsx or csv: names, codes with their check digits, kind, place, headcount by year.

Each row becomes a dict: `row`, `name`, `full_name`, `codes` (system → code), `kind` and `locality` (values of
`schools.enums`, empty where the register does not say), `district`, `has_senior_grades` (True, False, None),
`headcount` (starting year of the school year as text, empty where the header names none → pupils), `former_login`
and `former_login_until` (starting year), `former_name`, `renamed_on` and `closed_on` (ISO), `successor_ris`.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from schools.importers.identity import READERS
from schools.importers.layouts._words import UNKNOWN, kind_of, locality_of, yes_or_no
from shnor_portal.common.text import header_skeleton
from shnor_portal.imports.reader.types import Cell, Extract, RawSheet, RawWorkbook, Recognition, ResultBlock
from shnor_portal.imports.tables.cells import CellFaultError, line, text_of, whole
from shnor_portal.imports.tables.columns import (
    Table,
    close_table,
    pass_sheet,
    see_sheet,
    set_aside_repeats,
    skip_above,
    split,
)
from shnor_portal.imports.tables.days import find_academic_year, read_day
from shnor_portal.imports.tables.headers import Column, Header, find, report_header, report_not_found
from shnor_portal.imports.tables.personal import personal_kind
from shnor_portal.imports.tables.report import Report

SYSTEMS = ("fisoko", "ris", "ogrn", "inn", "local")
COLUMNS = (
    Column("index", ("№", "№ п/п")),
    Column(
        "name",
        ("Краткое наименование", "Наименование", "Название", "Школа", "ОО", "Наименование ОО", "Название ОО"),
        required=True,
    ),
    Column("full_name", ("Полное наименование", "Полное название")),
    Column("fisoko", ("Логин ФИС ОКО", "Логин ОО", "Логин")),
    Column("ris", ("Код ОО (РИС ГИА)", "Код ОО", "Код РИС", "Код РИС ГИА", "Код ОО в РИС ГИА")),
    Column("ogrn", ("ОГРН",)),
    Column("inn", ("ИНН",)),
    Column("local", ("Местный код", "Код школы")),
    Column("kind", ("Вид", "Вид ОО", "Тип", "Тип ОО")),
    Column("locality", ("Местность", "Тип населённого пункта", "Населённый пункт")),
    Column("district", ("Район", "Округ")),
    Column("senior", ("10–11 классы", "10-11 классы", "Есть 10–11 классы")),
    Column("headcount", ("Контингент", "Численность обучающихся", "Количество обучающихся", "Обучающихся")),
    Column("former_login", ("Прежний логин ФИС ОКО",)),
    Column("former_until", ("Прежний логин действовал по",)),
    Column("former_name", ("Прежнее наименование",)),
    Column("renamed_on", ("Дата переименования",)),
    Column("closed_on", ("Дата закрытия",)),
    Column("successor", ("Код преемника",)),
)
ANCHORS = ("name",)
_PUPILS = tuple(map(header_skeleton, ("обучающихся", "контингент", "численность")))


class SchoolRegister:
    """Recognised by the name of a school beside at least one column of codes."""

    code = "register"
    title = "Реестр школ"

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        for index, sheet in enumerate(workbook.sheets):
            header = _find(sheet)
            if header is not None:
                row = sheet.first_row + header.row
                systems = [header.labels[header.at[system]] for system in SYSTEMS if system in header.at]
                reason = f"в строке {row} есть название школы и коды: {', '.join(systems)}"
                return Recognition(self.code, min(95, 50 + 15 * len(systems)), [reason], index, row)
        return None

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        report = Report(self.code)
        for index, sheet in enumerate(workbook.sheets):
            header = _find(sheet)
            if header is None and index != recognition.sheet_index:
                pass_sheet(report, sheet)
                continue
            see_sheet(report, sheet)
            _read_sheet(report, sheet, header)
        return report.settle()


LAYOUT = SchoolRegister()


def _find(sheet: RawSheet) -> Header | None:
    header = find(sheet, COLUMNS, ANCHORS)
    return header if header is not None and any(system in header.at for system in SYSTEMS) else None


def _read_sheet(report: Report, sheet: RawSheet, header: Header | None) -> None:
    if header is None:
        report_not_found(report, sheet, COLUMNS)
        report.refuse(len(sheet.rows))
        return
    years = _headcounts(header)
    readable = report_header(report, sheet, header, lambda label: _is_headcount(label) or bool(personal_kind(label)))
    if not readable:
        report.refuse(len(sheet.rows))
        return
    skip_above(report, header)
    drop_personal(report, sheet, header)
    table = split(report, sheet, header, header.at["name"])
    block = ResultBlock(sheet.name, register=read_rows(table, header, years))
    report.extract.blocks.append(block)


def _is_headcount(label: str) -> bool:
    return header_skeleton(label).startswith(_PUPILS) and find_academic_year(label) is not None


def _headcounts(header: Header) -> dict[str, int]:
    """Columns of headcount by school year («Обучающихся в 2020/2021»); «» for one without a year."""
    found = {"": header.at["headcount"]} if "headcount" in header.at else {}
    return found | {
        str(find_academic_year(header.labels[i])): i for i in header.others if _is_headcount(header.labels[i])
    }


def drop_personal(report: Report, sheet: RawSheet, header: Header) -> None:
    """Names and contacts of people, usual in registers, are not read; their number is told."""
    dropped = sum(bool(personal_kind(label)) for label in header.labels)
    if dropped:
        report.counts.dropped_personal_columns += dropped
        report.tell("PERSONAL_DATA", f"Столбцов с персональными данными: {dropped}; они не читались.", sheet=sheet.name)


def read_rows(table: Table, header: Header, years: dict[str, int]) -> list[dict[str, Any]]:
    """The rows taken, as dicts of the module's docstring; `years`: school year of a headcount → its column."""

    def column(name: str, parse: Callable[[Cell], Any], missing: Any = "") -> list[Any]:
        return table.read(header.at[name], parse, missing) if name in header.at else [missing] * len(table)

    codes = {system: column(system, READERS[system]) for system in SYSTEMS if system in header.at}
    fields: dict[str, list[Any]] = {
        "name": column("name", partial(line, limit=300)),
        "full_name": column("full_name", partial(line, limit=600)),
        "kind": _words(table, header, "kind", kind_of),
        "locality": _words(table, header, "locality", locality_of),
        "district": column("district", partial(line, limit=120)),
        "has_senior_grades": column("senior", yes_or_no, None),
        "former_login": column("former_login", READERS["fisoko"]),
        "former_login_until": column("former_until", lambda cell: find_academic_year(text_of(cell)), None),
        "former_name": column("former_name", partial(line, limit=300)),
        "renamed_on": column("renamed_on", read_day),
        "closed_on": column("closed_on", read_day),
        "successor_ris": column("successor", READERS["ris"]),
    }
    pupils = {year: table.read(index, partial(whole, low=0, high=99_999)) for year, index in years.items()}
    _demand_code(table, codes)
    mask = close_table(table, _repeats(table, header, codes))
    return [
        {
            "row": table.numbers[p],
            **{name: values[p] for name, values in fields.items()},
            "codes": {system: values[p] for system, values in codes.items() if values[p]},
            "headcount": {year: values[p] for year, values in pupils.items() if values[p] is not None},
        }
        for p, taken in enumerate(mask)
        if taken
    ]


def _words(table: Table, header: Header, name: str, reader: Callable[[Cell], str]) -> list[str]:
    """Values of a closed list; an unknown word is left empty with a warning, the row is taken."""
    if name not in header.at:
        return [""] * len(table)
    index = header.at[name]
    values = table.read(index, reader, "")
    for position, value in enumerate(values):
        if value == UNKNOWN:
            values[position] = ""
            table.report.warn(
                "REF_UNKNOWN",
                f"Столбец «{header.labels[index]}»: неизвестное значение, оставлено пустым.",
                "Поправьте его в карточке школы.",
                sheet=table.sheet.name,
                row=table.numbers[position],
                column=table.letter(index),
            )
    return values


def _demand_code(table: Table, codes: dict[str, list[str]]) -> None:
    """A school without any code cannot be matched later, and is refused."""
    for position in range(len(table)):
        if position not in table.faulty and not any(values[position] for values in codes.values()):
            sentence = "У школы нет ни одного кода."
            table.fault(position, CellFaultError("REF_UNKNOWN", sentence, "Впишите ОГРН, логин ФИС ОКО или код РИС."))


def _repeats(table: Table, header: Header, codes: dict[str, list[str]]) -> set[int]:
    """Rows of one school. ОГРН and ИНН may be shared by branches, so they count only where nothing else is given."""
    index = header.at.get("index")
    contents = [tuple(cell for i, cell in enumerate(row) if i != index) for row in table.rows]
    repeats: set[int] = set()
    for system in ("fisoko", "ris", "local") if {"fisoko", "ris", "local"} & codes.keys() else ("ogrn", "inn"):
        if system in codes:
            keys = [value if value and p not in repeats else None for p, value in enumerate(codes[system])]
            repeats |= set_aside_repeats(table, keys, "одной школе", contents)
    return repeats
