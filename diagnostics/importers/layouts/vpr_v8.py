"""V8: the collection form of ФИС ОКО, uploaded by mistake in place of results (domain §3.2). Refused with advice."""

from typing import Any

from diagnostics.importers.layouts._vpr.tasks import is_task
from shnor_portal.common.text import fold
from shnor_portal.imports.reader.types import Extract, RawSheet, RawWorkbook, Recognition
from shnor_portal.imports.tables.cells import is_blank, text_of
from shnor_portal.imports.tables.columns import ABOVE, BLANK, HEADER, pass_sheet
from shnor_portal.imports.tables.report import Report

SHEET_WORD = "протокол"
RESULTS_WORD = "индивидуальн"
ADVICE = (
    "В личном кабинете ФИС ОКО откройте раздел «Аналитика» и выгрузите «Индивидуальные результаты» (Ф1): там есть "
    "логин школы, первичный балл и отметка. Результаты появляются не позже двух месяцев после работы."
)


class VprCollectionForm:
    """Recognised by a sheet «Протокол» without a sheet of individual results."""

    code = "vpr_v8"
    title = "ВПР: форма сбора результатов (не принимается)"

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        names = [fold(sheet.name) for sheet in workbook.sheets]
        if any(RESULTS_WORD in name for name in names):
            return None
        index = next((i for i, name in enumerate(names) if name.startswith(SHEET_WORD)), None)
        if index is None:
            return None
        sheet = workbook.sheets[index]
        row = _header_row(sheet)
        reasons = [f"лист называется «{sheet.name}», а листа индивидуальных результатов нет"]
        if row is not None:
            reasons.append(f"в строке {sheet.first_row + row} заголовок формы: код, варианты и задания")
        return Recognition(self.code, 90 if row is not None else 45, reasons, index, sheet.first_row + (row or 0))

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        report = Report(self.code)
        filled = 0
        for sheet in workbook.sheets:
            if fold(sheet.name).startswith(SHEET_WORD):
                filled += _count(report, sheet)
            else:
                pass_sheet(report, sheet)
        state = f"заполнено строк: {filled}" if filled else "форма пустая"
        report.say(
            "TEMPLATE_EMPTY_FORM",
            f"Это форма сбора, а не результаты ВПР ({state}): в ней нет школы, предмета и отметок за работу.",
            ADVICE,
            sheet=workbook.sheets[recognition.sheet_index].name,
        )
        return report.settle()


def _header_row(sheet: RawSheet) -> int | None:
    """The row that has «Код» and at least two task columns."""
    for index, row in enumerate(sheet.rows[:10]):
        texts = [text_of(cell) for cell in row]
        if any(fold(text).startswith("код") for text in texts) and sum(map(is_task, texts)) > 1:
            return index
    return None


def _count(report: Report, sheet: RawSheet) -> int:
    """Refuse every row that holds something beside its code; the number of such rows."""
    header = _header_row(sheet)
    report.see(len(sheet.rows))
    start = 0 if header is None else header + 1
    if header is not None:
        report.skip(ABOVE, header)
        report.skip(HEADER)
    filled = sum(sum(not is_blank(cell) for cell in row) > 1 for row in sheet.rows[start:])
    report.refuse(filled)
    report.skip(BLANK, len(sheet.rows) - start - filled)
    return filled


LAYOUT = VprCollectionForm()
