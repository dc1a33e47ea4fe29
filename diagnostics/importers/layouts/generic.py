"""A free table whose columns a person named: school rows of one procedure, or figures by metric."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from diagnostics.importers.layouts._common.fields import read_grades, read_subject, read_year
from diagnostics.importers.layouts._common.grouping import Procedure, gather
from diagnostics.importers.layouts._common.titles import Grades
from diagnostics.importers.layouts._generic.mapping import MARK_ROLES, MARKS, ColumnMapping, parse_mapping
from diagnostics.importers.layouts._generic.meaning import Values, advice, breaches, fitting, sentence
from diagnostics.importers.layouts._generic.proposal import propose_mapping
from diagnostics.importers.layouts._vpr.shares import Shares, read_shares
from schools.importers.identity import READERS
from shnor_portal.imports.reader.types import AggregateRow, Extract, RawSheet, RawWorkbook, Recognition
from shnor_portal.imports.tables.cells import CellFaultError, line, whole
from shnor_portal.imports.tables.columns import (
    Table,
    close_table,
    pass_sheet,
    see_sheet,
    set_aside_repeats,
    skip_above,
    split,
)
from shnor_portal.imports.tables.headers import Header, refuse_personal
from shnor_portal.imports.tables.mapped import (
    MappingError,
    mapped_header,
    mapped_sheet,
    refuse_header,
    refuse_mapping,
    tell_ignored,
)
from shnor_portal.imports.tables.report import Report

SAMPLE = 60
"""Rows looked at for a claim; the extraction reads all."""

Codes = Mapping[str, list[str]]


class GenericTable:
    """Any table with a column of school codes. Claims weakly, so that every known layout comes before it."""

    code = "generic"
    title = "Свободная таблица с сопоставлением столбцов"

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        claims = []
        for index, sheet in enumerate(workbook.sheets):
            proposal = propose_mapping(sheet.rows[:SAMPLE], sheet.first_row, sheet.first_column)
            if proposal is not None:
                confidence = min(30, proposal.confidence)
                claims.append(Recognition(self.code, confidence, proposal.reasons, index, proposal.header_row))
        return max(claims, key=lambda claim: claim.confidence, default=None)

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        report = Report(self.code)
        try:
            chosen = {"academic_year": options.get("academic_year")} | dict(options.get("mapping") or options)
            mapping = parse_mapping(chosen)
            index = mapped_sheet(workbook, mapping.sheet, recognition)
        except MappingError as error:
            refuse_mapping(report, workbook, error, is_given=_mapped(options))
            return report.settle()
        for position, sheet in enumerate(workbook.sheets):
            if position == index:
                see_sheet(report, sheet)
                _read_sheet(report, sheet, mapping)
            else:
                pass_sheet(report, sheet)
        return report.settle()


def _mapped(options: Mapping[str, Any]) -> bool:
    return bool((options.get("mapping") or options).get("columns"))


def _read_sheet(report: Report, sheet: RawSheet, mapping: ColumnMapping) -> None:
    header = mapped_header(sheet, mapping.header_row, mapping.columns)
    if header is None:
        refuse_header(report, sheet, mapping.header_row)
        return
    if refuse_personal(report, sheet, header):
        report.refuse(len(sheet.rows))
        return
    tell_ignored(report, sheet, header)
    skip_above(report, header)
    table = split(report, sheet, header, header.at[mapping.identity[0]])
    counts = {role: table.read(header.at[role], partial(whole, low=0, high=None)) for role in _counted(mapping)}
    if _lying_column(report, table, header, counts):
        report.refuse(len(table))
        return
    _read_rows(table, header, mapping, counts)


def _counted(mapping: ColumnMapping) -> list[str]:
    return [role for role in (*MARK_ROLES, "participants") if role in mapping.columns] + mapping.metrics


def _lying_column(report: Report, table: Table, header: Header, counts: Mapping[str, Values]) -> bool:
    """Refuse the table when a column cannot mean what it was taken for; refuse single rows otherwise."""
    lying = False
    labels = {
        role: f"{table.letter(header.at[role])} «{header.labels[header.at[role]]}»" for role in counts
    }  # fmt: skip
    for breach in breaches(counts):
        first = table.numbers[breach.positions[0]]
        words = sentence(breach, counts, labels, first)
        if breach.is_of_column and not lying:
            fit = fitting(counts, breach)
            column = table.letter(header.at[fit[0]]) if fit else ""
            report.say("COLUMN_MEANING", words, advice(fit, labels), sheet=table.sheet.name, column=column)
            lying = True
        elif not breach.is_of_column:
            for position in breach.positions:
                _fault_row(table, position, sentence(breach, counts, labels, table.numbers[position]))
    return lying


def _fault_row(table: Table, position: int, words: str) -> None:
    if position not in table.faulty:
        table.fault(position, CellFaultError("ROW_INCONSISTENT", words, "Сверьте строку с источником."))


def _read_rows(table: Table, header: Header, mapping: ColumnMapping, counts: Mapping[str, list[int | None]]) -> None:
    at, report = header.at, table.report
    codes = {system: table.read(at[system], READERS[system], "") for system in mapping.identity}
    names = table.read(at["name"], line, "") if "name" in at else [""] * len(table)
    columns = {mark: at[f"percent{mark}"] for mark in MARKS if f"percent{mark}" in at}
    shares = read_shares(table, at["participants"], columns, mapping.percent_scale) if columns else None
    procedures = _procedures(table, header, mapping)
    keys = list(zip(*codes.values(), procedures, strict=True))
    mask = close_table(table, set_aside_repeats(table, keys, "одной школе"))
    rows = [
        (procedures[p], _aggregate(table.numbers[p], codes, names[p], p, counts, shares[p] if shares else None))
        for p, taken in enumerate(mask)
        if taken
    ]
    report.extract.blocks += gather(table.sheet.name, rows)


def _procedures(table: Table, header: Header, mapping: ColumnMapping) -> list[Procedure]:
    """Procedure and year of every row, from its cells or from the constants."""
    at, number = header.at, len(table)
    years = table.read(at["academic_year"], read_year, 0) if "academic_year" in at else [mapping.academic_year] * number
    fixed = Grades(mapping.grade or 0)
    grades = table.read(at["grade"], read_grades, fixed) if "grade" in at else [fixed] * number
    same = (mapping.subject, mapping.level)
    subjects = table.read(at["subject"], read_subject, same) if "subject" in at else [same] * number
    return [
        Procedure(mapping.kind, grade.programme or None, grade.written, subject, level or mapping.level, year)
        for year, grade, (subject, level) in zip(years, grades, subjects, strict=True)
    ]


def _aggregate(
    number: int, codes: Codes, name: str, at: int, counts: Mapping[str, list[int | None]], shares: Shares | None
) -> AggregateRow:
    marks = {mark: counts[role][at] for mark, role in zip(MARKS, MARK_ROLES, strict=True) if role in counts}
    known = {mark: count for mark, count in marks.items() if count is not None}
    figures = {role: values[at] for role, values in counts.items() if role.isupper()}
    row = AggregateRow(
        number,
        number,
        {system: values[at] for system, values in codes.items() if values[at]},
        name,
        participants=counts["participants"][at] if "participants" in counts else None,
        marks=known if len(known) == len(MARKS) else {},
        figures={role: value for role, value in figures.items() if value is not None},
    )
    if shares is not None:
        row.marks, row.percents = shares.marks, shares.percents
    return row


LAYOUT = GenericTable()
