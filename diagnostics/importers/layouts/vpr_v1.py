"""V1: «Ф1 Индивидуальные результаты» of ФИС ОКО, pupil rows with task scores (domain §3.2)."""

from typing import Any

from diagnostics.importers.layouts._vpr.heading import open_block, read_heading
from diagnostics.importers.layouts._vpr.pupils import Protocol, check_stated, keep, read_table, stated_line
from diagnostics.importers.layouts._vpr.repeats import drop_repeats
from diagnostics.importers.layouts._vpr.tasks import find_tasks, is_task, settle_maximum
from shnor_portal.common.text import fold
from shnor_portal.imports.reader.types import Extract, RawSheet, RawWorkbook, Recognition
from shnor_portal.imports.tables.columns import pass_sheet, see_sheet, skip_above, split
from shnor_portal.imports.tables.headers import (
    Column,
    Header,
    find,
    refuse_personal,
    report_header,
    report_not_found,
)
from shnor_portal.imports.tables.report import Report

COLUMNS = (
    Column("school", ("ОО", "Логин ОО", "Логин")),
    Column("municipality", ("Муниципалитет",)),
    Column("school_name", ("Название ОО", "Наименование ОО")),
    Column("code", ("Код участника",), required=True),
    Column("class", ("Класс",)),
    Column("variant", ("Вариант",)),
    Column("primary", ("Первичный балл",), required=True),
    Column("mark", ("Отметка",), required=True),
    Column("journal", ("Отметка по журналу",)),
)
ANCHORS = ("code", "primary")
SHEET_WORD = "индивидуальн"


class VprIndividual:
    """Recognised by «Код участника» beside «Первичный балл», by the sheet's name or the title above."""

    code = "vpr_v1"
    title = "ВПР: индивидуальные результаты (Ф1 ФИС ОКО)"

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        claims = [claim for index, sheet in enumerate(workbook.sheets) if (claim := self._claim(sheet, index))]
        return max(claims, key=lambda claim: claim.confidence, default=None)

    def _claim(self, sheet: RawSheet, index: int) -> Recognition | None:
        header = find(sheet, COLUMNS, ANCHORS)
        named = SHEET_WORD in fold(sheet.name)
        if header is None and not named:
            return None
        reasons = [f"лист называется «{sheet.name}»"] if named else []
        confidence, row = (20 if named else 0), 0
        if header is not None:
            row = sheet.first_row + header.row
            confidence += 60
            reasons.append(f"в строке {row} есть столбцы «Код участника» и «Первичный балл»")
            if heading := read_heading(sheet, header.row).title:
                confidence += 15
                reasons.append(f"над таблицей «{heading[:80]}»")
        return Recognition(self.code, min(confidence, 95), reasons, index, row)

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        report = Report(self.code)
        protocols: list[Protocol] = []
        for index, sheet in enumerate(workbook.sheets):
            header = find(sheet, COLUMNS, ANCHORS)
            if header is None and index != recognition.sheet_index and SHEET_WORD not in fold(sheet.name):
                pass_sheet(report, sheet)
                continue
            see_sheet(report, sheet)
            protocol = _read_sheet(report, sheet, header, options)
            if protocol is not None:
                protocols.append(protocol)
        _close(report, protocols)
        return report.settle()


def _read_sheet(report: Report, sheet: RawSheet, header: Header | None, options: dict[str, Any]) -> Protocol | None:
    """One protocol, or None when the sheet as a whole is refused (all of its rows are then counted so)."""
    if header is None:
        report_not_found(report, sheet, COLUMNS)
        report.refuse(len(sheet.rows))
        return None
    readable = report_header(report, sheet, header, is_task)
    personal = refuse_personal(report, sheet, header)
    heading = read_heading(sheet, header.row)
    block = open_block(report, sheet, heading, options)
    tasks = find_tasks(report, sheet, header)
    if block is None or not readable or personal or len({t.label for t in tasks.values()}) < len(tasks):
        report.refuse(len(sheet.rows))
        return None
    skip_above(report, header)
    block.tasks = list(tasks.values())
    settle_maximum(report, sheet, heading, block)
    table = split(report, sheet, header, header.at["code"], stated_line(heading))
    protocol = Protocol(block, table, read_table(table, header, heading, tasks, block.max_score))
    check_stated(report, protocol, heading)
    return protocol


def _close(report: Report, protocols: list[Protocol]) -> None:
    """Leave out faulty and repeated rows, count the rest, hand the blocks over."""
    dropped = drop_repeats(report, protocols)
    for index, protocol in enumerate(protocols):
        report.refuse(len(protocol.table.faulty))
        gone = dropped[index] or protocol.table.faulty
        mask = protocol.table.kept(dropped[index]) if gone else None
        protocol.block.pupils = keep(protocol.pupils, mask) if mask else protocol.pupils
        report.take(len(protocol.block.pupils.row))
        report.extract.blocks.append(protocol.block)


LAYOUT = VprIndividual()
