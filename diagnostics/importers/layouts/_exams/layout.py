"""One class for the five protocols of РИС ГИА: they differ in how they are recognised, not in how they are read."""

from dataclasses import dataclass
from typing import Any

from diagnostics.enums import AssessmentKind, Subject
from diagnostics.importers.layouts._common.titles import BASE_MATHS_CODE, find_level, find_subject
from diagnostics.importers.layouts._exams.columns import gaps
from diagnostics.importers.layouts._exams.protocol import opening, read_sheet
from diagnostics.importers.layouts._exams.title import ExamTitle
from shnor_portal.common.text import header_skeleton
from shnor_portal.imports.reader.types import Extract, RawWorkbook, Recognition
from shnor_portal.imports.tables.headers import Header
from shnor_portal.imports.tables.report import Report

SPARSE_GAPS = 3
"""So many untitled columns between titled ones make an export sparse (domain §3.5)."""

_NORMALISED = header_skeleton("SchoolCode")


@dataclass(slots=True)
class ExamProtocol:
    """`code` is also the variant this layout claims; see `variant_of`."""

    code: str
    title: str
    kind: AssessmentKind

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        for index, sheet in enumerate(workbook.sheets):
            part = opening(sheet)
            if part is None or part.header is None:
                continue
            variant, reason = variant_of(part.header, part.title)
            if variant != self.code:
                return None
            row = sheet.first_row + part.header.row
            reasons = [f"в строке {row} {reason}"]
            if part.title is not None and part.title.name:
                reasons.append(f"над таблицей «{part.title.name[:80]}»")
            return Recognition(self.code, 85 if part.title is not None else 70, reasons, index, row)
        return None

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        report = Report(self.code)
        for sheet in workbook.sheets:
            read_sheet(report, sheet, self.kind, options)
        return report.settle()


def variant_of(header: Header, title: ExamTitle | None) -> tuple[str, str]:
    """Which protocol a header belongs to, and why (Russian)."""
    if any(header_skeleton(label) == _NORMALISED for label in header.labels):
        return "oge_o1", "столбцы SchoolCode и Mark5"
    if "score" in header.at:
        return "ege_e1", "столбцы «Код ОО» и «Балл»"
    if _is_base_maths(header, title):
        return "ege_e2", "столбцы «Код ОО» и «Оценка» базовой математики"
    if gaps(header) >= SPARSE_GAPS:
        return "oge_o3", "столбцы «Код ОО» и «Оценка» с пустыми столбцами между ними"
    return "oge_o2", "столбцы «Код ОО» и «Оценка»"


def _is_base_maths(header: Header, title: ExamTitle | None) -> bool:
    """Base maths of ЕГЭ: named so, numbered 22, or maths without extended answers."""
    if title is None:
        return False
    if title.code == BASE_MATHS_CODE or find_level(title.name):
        return True
    return find_subject(title.name) == Subject.MA and "long_answers" not in header.at
