"""An exam protocol: blocks of rows, each opened by its title, counted by school in place (domain §3.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from diagnostics.enums import AssessmentKind
from diagnostics.importers.layouts._common.asked import is_other_year
from diagnostics.importers.layouts._exams.columns import COLUMNS, personal_columns
from diagnostics.importers.layouts._exams.counting import count_rows
from diagnostics.importers.layouts._exams.title import ExamTitle, exam_block, read_title, title_of_file
from shnor_portal.imports.reader.types import RawSheet, ResultBlock
from shnor_portal.imports.tables.columns import ABOVE, BLANK, not_data_reason, pass_sheet, see_sheet, skip_above
from shnor_portal.imports.tables.headers import Header, find, report_header
from shnor_portal.imports.tables.personal import personal_kind
from shnor_portal.imports.tables.report import Report

ANCHORS = ("school",)
OTHER_EXAM = "другой экзамен (ГВЭ)"


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows from `start` up to `stop` (indexes): a title where there is one, a header, the rows under it."""

    start: int
    stop: int
    title: ExamTitle | None
    header: Header | None


def find_header(sheet: RawSheet, start: int = 0, stop: int | None = None) -> Header | None:
    """A header with the school's code and something that is a result."""
    header = find(sheet, COLUMNS, ANCHORS, start)
    if header is None or not ({"score", "mark"} & header.at.keys()) or (stop is not None and header.row >= stop):
        return None
    return header


def opening(sheet: RawSheet) -> Segment | None:
    """The first block as far as the first rows show it: what recognition needs, whatever the length of the sheet."""
    header = find_header(sheet)
    if header is None:
        return None
    titles = [title for row in sheet.rows[: header.row] if (title := read_title(row)) is not None]
    return Segment(0, header.row, titles[-1] if titles else title_of_file(sheet.name), header)


def segments(sheet: RawSheet) -> Iterator[Segment]:
    """Cut a sheet at its title lines; a sheet without titles is one segment, named by the file where it can be."""
    titles = [(index, title) for index, row in enumerate(sheet.rows) if (title := read_title(row)) is not None]
    if not titles:
        yield Segment(0, len(sheet.rows), title_of_file(sheet.name), find_header(sheet))
        return
    starts = [0, *(index for index, _ in titles[1:])]
    stops = [*starts[1:], len(sheet.rows)]
    for start, stop, (index, title) in zip(starts, stops, titles, strict=True):
        yield Segment(start, stop, title, find_header(sheet, index, stop))


def read_sheet(report: Report, sheet: RawSheet, kind: AssessmentKind, options: dict[str, Any]) -> None:
    """Read every block of one sheet into the report."""
    parts = list(segments(sheet))
    if all(part.header is None for part in parts):
        pass_sheet(report, sheet)
        return
    see_sheet(report, sheet)
    for part in parts:
        _read_segment(report, sheet, part, kind, options)


def _read_segment(
    report: Report, sheet: RawSheet, part: Segment, kind: AssessmentKind, options: dict[str, Any]
) -> None:
    if part.title is not None and part.title.is_gve:
        report.skip(OTHER_EXAM, part.stop - part.start)
        report.warn("KIND_UNSUPPORTED", f"«{part.title.name}» — это ГВЭ, он не загружается.", sheet=sheet.name)
        return
    if part.header is None:
        _refuse_headless(report, sheet, part)
        return
    block = _open(report, sheet, part, part.header, kind, options)
    if block is None:
        report.refuse(part.stop - part.start)
        return
    skip_above(report, part.header, part.start)
    report.counts.dropped_personal_columns += len(personal_columns(part.header))
    block.aggregates = count_rows(report, sheet, part.header, part.stop, kind)
    report.extract.blocks.append(block)


def _open(
    report: Report, sheet: RawSheet, part: Segment, header: Header, kind: AssessmentKind, options: dict[str, Any]
) -> ResultBlock | None:
    """The block of a segment; None, with complaints, when its header or its title cannot be used."""
    readable = report_header(report, sheet, header, known=lambda label: bool(personal_kind(label)))
    if kind == AssessmentKind.OGE and "mark" not in header.at:
        report.say(
            "HEADER_MISSING",
            "Нет столбца «Оценка»: отметка ОГЭ никогда не вычисляется из баллов.",
            "Выгрузите протокол с отметками.",
            sheet=sheet.name,
            row=sheet.first_row + header.row,
        )
        readable = False
    title = part.title or ExamTitle(None, "", None)
    place = (sheet.name, sheet.first_row + part.start)
    block = exam_block(report, place, kind, title, "mark" in header.at, options)
    if block is None or not readable or is_other_year(report, sheet.name, block.academic_year, _asked(options)):
        return None
    if block.academic_year is None and _asked(options) is not None:
        block.academic_year = int(_asked(options))
    return block


def _asked(options: dict[str, Any]) -> Any:
    return options.get("academic_year")


def _refuse_headless(report: Report, sheet: RawSheet, part: Segment) -> None:
    """A titled block without a header: blank rows are skipped, anything else is refused and said."""
    rows = sheet.rows[part.start : part.stop]
    blank = sum(not_data_reason(row) == BLANK for row in rows)
    report.skip(BLANK, blank)
    if len(rows) - blank <= 1:
        report.skip(ABOVE, len(rows) - blank)
        return
    report.refuse(len(rows) - blank)
    report.say(
        "HEADER_NOT_FOUND",
        "Под названием экзамена нет заголовка таблицы со столбцами «Код ОО» и «Балл» или «Оценка».",
        "Проверьте, что файл выгружен без правок.",
        sheet=sheet.name,
        row=sheet.first_row + part.start,
    )
