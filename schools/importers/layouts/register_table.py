"""A free table of schools whose columns a person named. Rows are those of the layout `register`."""

from typing import Any

from schools.importers.layouts import register
from schools.importers.layouts._mapping import SchoolColumns, parse_mapping, propose
from shnor_portal.imports.reader.types import Extract, RawSheet, RawWorkbook, Recognition, ResultBlock
from shnor_portal.imports.tables.columns import pass_sheet, see_sheet, skip_above, split
from shnor_portal.imports.tables.mapped import (
    MappingError,
    mapped_header,
    mapped_sheet,
    refuse_header,
    refuse_mapping,
    tell_ignored,
)
from shnor_portal.imports.tables.report import Report

SEEN_ROWS = 200


class SchoolTable:
    """Any table with a column of school codes. Claims weakly, so that a declared register comes before it."""

    code = "register_table"
    title = "Свободная таблица школ с сопоставлением столбцов"

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        claims = []
        for index, sheet in enumerate(workbook.sheets):
            found = propose(sheet.rows[:SEEN_ROWS], sheet.first_row, sheet.first_column)
            if found is not None:
                reasons = list(found.reasons.values())
                claims.append(Recognition(self.code, min(30, found.confidence), reasons, index, found.header_row))
        return max(claims, key=lambda claim: claim.confidence, default=None)

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        report = Report(self.code)
        mapping = options.get("mapping") or {}
        try:
            chosen = parse_mapping(mapping)
            index = mapped_sheet(workbook, chosen.sheet, recognition)
        except MappingError as error:
            refuse_mapping(report, workbook, error, is_given=bool(mapping.get("columns")))
            return report.settle()
        for position, sheet in enumerate(workbook.sheets):
            if position == index:
                see_sheet(report, sheet)
                _read_sheet(report, sheet, chosen)
            else:
                pass_sheet(report, sheet)
        return report.settle()


LAYOUT = SchoolTable()


def _read_sheet(report: Report, sheet: RawSheet, chosen: SchoolColumns) -> None:
    header = mapped_header(sheet, chosen.header_row, chosen.columns)
    if header is None:
        refuse_header(report, sheet, chosen.header_row)
        return
    tell_ignored(report, sheet, header)
    register.drop_personal(report, sheet, header)
    skip_above(report, header)
    table = split(report, sheet, header, header.at[chosen.systems[0]])
    years = {"": header.at["headcount"]} if "headcount" in header.at else {}
    rows = register.read_rows(table, header, years)
    report.extract.blocks.append(ResultBlock(sheet.name, register=rows))
