"""V10: a flat workbook of shares of marks, one row per school and procedure (domain §3.2)."""

from typing import Any

from diagnostics.enums import AssessmentKind
from diagnostics.importers.layouts._common.fields import read_grades, read_subject, read_year
from diagnostics.importers.layouts._common.grouping import Procedure, gather
from diagnostics.importers.layouts._common.titles import Grades
from diagnostics.importers.layouts._vpr.shares import MARK_COLUMNS, MARKS, Shares, read_shares
from schools.importers.identity import read_fisoko
from shnor_portal.common.years import format_academic_year
from shnor_portal.imports.reader.types import AggregateRow, Extract, RawSheet, RawWorkbook, Recognition
from shnor_portal.imports.tables.cells import CellFaultError, line
from shnor_portal.imports.tables.columns import Table, close_table, pass_sheet, see_sheet, set_aside_repeats, skip_above
from shnor_portal.imports.tables.columns import split as split_rows
from shnor_portal.imports.tables.headers import Column, Header, find, refuse_personal, report_header
from shnor_portal.imports.tables.report import Report

COLUMNS = (
    Column("year", ("Год", "Учебный год"), required=True),
    Column("grade", ("Класс", "Параллель"), required=True),
    Column("subject", ("Предмет",), required=True),
    Column("municipality", ("Муниципалитет",)),
    Column("name", ("ОО", "Название ОО", "Наименование ОО")),
    Column("login", ("Логин", "Логин ОО"), required=True),
    Column("participants", ("Кол-во участников", "Количество участников"), required=True),
    *MARK_COLUMNS,
)
ANCHORS = ("login", "participants", *(f"share{mark}" for mark in MARKS))


class VprFlatMarks:
    """Recognised by «Логин» and «Кол-во участников» beside the columns 2, 3, 4, 5."""

    code = "vpr_v10"
    title = "ВПР: доли отметок по школам, плоская таблица"

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        for index, sheet in enumerate(workbook.sheets):
            header = find(sheet, COLUMNS, ANCHORS)
            if header is not None:
                row = sheet.first_row + header.row
                reason = f"в строке {row} есть «Логин», «Кол-во участников» и столбцы отметок 2, 3, 4, 5"
                return Recognition(self.code, 90 if not header.missing else 70, [reason], index, row)
        return None

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        report = Report(self.code)
        for sheet in workbook.sheets:
            header = find(sheet, COLUMNS, ANCHORS)
            if header is None:
                pass_sheet(report, sheet)
                continue
            see_sheet(report, sheet)
            personal = refuse_personal(report, sheet, header)
            if not report_header(report, sheet, header) or personal:
                report.refuse(len(sheet.rows))
                continue
            skip_above(report, header)
            _read_rows(report, sheet, header, options)
        return report.settle()


def _read_rows(report: Report, sheet: RawSheet, header: Header, options: dict[str, Any]) -> None:
    table = split_rows(report, sheet, header, header.at["login"])
    logins = table.read(header.at["login"], read_fisoko, "")
    names = table.read(header.at["name"], line, "") if "name" in header.at else [""] * len(table)
    shares = read_shares(table, header.at["participants"], {mark: header.at[f"share{mark}"] for mark in MARKS})
    procedures = _procedures(table, header)
    _check_year(table, procedures, options.get("academic_year"))
    keys = [(login, procedure) for login, procedure in zip(logins, procedures, strict=True)]
    mask = close_table(table, set_aside_repeats(table, keys, "одной школе и одной работе"))
    rows = zip(mask, table.numbers, procedures, logins, names, shares, strict=True)
    report.extract.blocks += gather(
        sheet.name,
        ((proc, _aggregate(number, login, name, read)) for taken, number, proc, login, name, read in rows if taken),
    )


def _procedures(table: Table, header: Header) -> list[Procedure]:
    years = table.read(header.at["year"], read_year, 0)
    grades = table.read(header.at["grade"], read_grades, Grades(0))
    subjects = table.read(header.at["subject"], read_subject, ("", ""))
    return [
        Procedure(AssessmentKind.VPR.value, grade.programme, grade.written, *subject, year)
        for year, grade, subject in zip(years, grades, subjects, strict=True)
    ]


def _check_year(table: Table, procedures: list[Procedure], asked: Any) -> None:
    """Rows of another school year than asked for are refused one by one: such workbooks hold several."""
    for position, procedure in enumerate(procedures):
        year = procedure.academic_year
        if asked is not None and position not in table.faulty and year is not None and year != int(asked):
            sentence = f"Строка за {format_academic_year(year)}, а загружается {format_academic_year(int(asked))}."
            table.fault(position, CellFaultError("TEMPLATE_VERSION", sentence, "Выберите другой учебный год."))


def _aggregate(number: int, login: str, name: str, read: Shares) -> AggregateRow:
    return AggregateRow(
        row=number,
        row_to=number,
        codes={"fisoko": login},
        school_name=name,
        participants=read.participants,
        marks=read.marks,
        percents=read.percents,
    )


LAYOUT = VprFlatMarks()
