"""V2: «Статистика по отметкам» of ФИС ОКО, shares of marks by school (domain §3.2)."""

import re
from typing import Any

from diagnostics.importers.layouts._vpr.heading import open_block, read_heading
from diagnostics.importers.layouts._vpr.shares import MARK_COLUMNS, MARKS, read_shares
from schools.importers.identity import read_fisoko
from shnor_portal.imports.reader.types import AggregateRow, Cell, Extract, RawSheet, RawWorkbook, Recognition
from shnor_portal.imports.tables.cells import CellFaultError, line, text_of
from shnor_portal.imports.tables.columns import (
    Row,
    Table,
    close_table,
    pass_sheet,
    see_sheet,
    set_aside_repeats,
    skip_above,
    split,
)
from shnor_portal.imports.tables.headers import Column, Header, find, refuse_personal, report_header
from shnor_portal.imports.tables.report import Report

COLUMNS = (
    Column("group", ("Группы участников",), required=True),
    Column("schools", ("Кол-во ОО", "Количество ОО")),
    Column("participants", ("Кол-во участников", "Количество участников"), required=True),
    *MARK_COLUMNS,
)
ANCHORS = ("group", "participants", *(f"share{mark}" for mark in MARKS))
COMPARISON = "строка для сравнения: вся выборка, регион или муниципалитет"

_BRACKETS = re.compile(r"\(\s*(\w{2,4}\d{6})\s*\)\s*$")
_SCHOOL_WORDS = re.compile(r"(?<!\w)(?:М[БАК]?ОУ|ГБОУ|ЧОУ|СОШ|ООШ|НОШ|школа|лицей|гимназия)(?!\w)", re.IGNORECASE)


def read_login(value: Cell) -> str:
    """The login in brackets at the end of a school's row. Raises CellFaultError REF_UNKNOWN when there is none."""
    hit = _BRACKETS.search(text_of(value))
    if hit is None:
        raise CellFaultError("REF_UNKNOWN", "В строке школы нет логина ФИС ОКО в скобках.", "Допишите логин.")
    return read_fisoko(hit[1])


def read_name(value: Cell) -> str:
    return _BRACKETS.sub("", line(value)).strip()


def comparison(number: int, row: Row, index: int) -> str:
    """A row above the schools: it names a wider group and carries no login."""
    text = text_of(row[index]) if index < len(row) else ""
    return COMPARISON if text and not _BRACKETS.search(text) and not _SCHOOL_WORDS.search(text) else ""


class VprMarkStatistics:
    """Recognised by «Группы участников» beside the columns 2, 3, 4, 5."""

    code = "vpr_v2"
    title = "ВПР: статистика по отметкам"

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        for index, sheet in enumerate(workbook.sheets):
            header = find(sheet, COLUMNS, ANCHORS)
            if header is not None:
                row = sheet.first_row + header.row
                reason = f"в строке {row} есть «Группы участников» и столбцы отметок 2, 3, 4, 5"
                return Recognition(self.code, 85, [reason], index, row)
        return None

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        report = Report(self.code)
        for sheet in workbook.sheets:
            header = find(sheet, COLUMNS, ANCHORS)
            if header is None:
                pass_sheet(report, sheet)
                continue
            see_sheet(report, sheet)
            _read_sheet(report, sheet, header, options)
        return report.settle()


def _read_sheet(report: Report, sheet: RawSheet, header: Header, options: dict[str, Any]) -> None:
    readable = report_header(report, sheet, header)
    personal = refuse_personal(report, sheet, header)
    block = open_block(report, sheet, read_heading(sheet, header.row), options)
    if block is None or not readable or personal:
        report.refuse(len(sheet.rows))
        return
    skip_above(report, header)
    group = header.at["group"]
    table = split(report, sheet, header, group, lambda number, row: comparison(number, row, group))
    block.aggregates = _read_rows(table, header)
    report.extract.blocks.append(block)


def _read_rows(table: Table, header: Header) -> list[AggregateRow]:
    logins = table.read(header.at["group"], read_login, "")
    names = table.read(header.at["group"], read_name, "")
    shares = read_shares(table, header.at["participants"], {mark: header.at[f"share{mark}"] for mark in MARKS})
    mask = close_table(table, set_aside_repeats(table, logins, "одной школе"))
    return [
        AggregateRow(
            row=number,
            row_to=number,
            codes={"fisoko": login},
            school_name=name,
            participants=read.participants,
            marks=read.marks,
            percents=read.percents,
        )
        for taken, number, login, name, read in zip(mask, table.numbers, logins, names, shares, strict=True)
        if taken
    ]


LAYOUT = VprMarkStatistics()
