"""The title line of an exam protocol: «01 - Русский язык 2022.06.23», wherever in the row it stands."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from diagnostics.enums import AssessmentKind, Level, Subject
from diagnostics.importers.layouts._common.titles import (
    BASE_MATHS_CODE,
    EXAM_SUBJECT_CODES,
    find_level,
    find_subject,
)
from shnor_portal.common.years import academic_year_of
from shnor_portal.imports.reader.types import ResultBlock
from shnor_portal.imports.tables.cells import text_of
from shnor_portal.imports.tables.columns import Row
from shnor_portal.imports.tables.days import find_day
from shnor_portal.imports.tables.report import Report

_TITLE = re.compile(r"(?:(\d{1,2})\s*[-–—.:]\s*)?(\D{3,80}?)[\s,(]*(?:[пу]:\s*)?(\d{4}[.\-]\d{2}[.\-]\d{2})\b")
_FILE_NAME = re.compile(r"(\d{2})_(\d{4}[.\-]\d{2}[.\-]\d{2})")
GRADES = {AssessmentKind.OGE: 9, AssessmentKind.EGE: 11}
STATE_FINAL_EXAM = "гвэ"


@dataclass(frozen=True, slots=True)
class ExamTitle:
    """What the title says. `code` is the subject's number in РИС; `name` the words of the title."""

    code: int | None
    name: str
    held_on: date | None

    @property
    def is_gve(self) -> bool:
        """ГВЭ is another exam; its subjects are numbered 51–63 and 68 (domain §3.5)."""
        return STATE_FINAL_EXAM in self.name.casefold() or (self.code is not None and 51 <= self.code <= 68)


def read_title(row: Row) -> ExamTitle | None:
    """The title in a row that holds one text and nothing else of weight; None for any other row."""
    filled = [cell for cell in row if cell is not None and cell != ""]
    if not 1 <= len(filled) <= 2:
        return None
    hit = _TITLE.search(" ".join(map(text_of, filled)))
    if hit is None or find_subject(hit[2]) is None:
        return None
    return ExamTitle(int(hit[1]) if hit[1] else None, hit[2].strip(" -–—"), find_day(hit[3]))


def title_of_file(name: str) -> ExamTitle | None:
    """The subject and day in a file name «01_2022.06.23» (domain §3.5, O1)."""
    hit = _FILE_NAME.search(name)
    return ExamTitle(int(hit[1]), "", find_day(hit[2])) if hit else None


def exam_block(
    report: Report,
    place: tuple[str, int],
    kind: AssessmentKind,
    title: ExamTitle,
    has_mark: bool,
    options: dict[str, Any],
) -> ResultBlock | None:
    """A block for the titled exam; `place` is its sheet and row. None, with a complaint, when the subject is unknown.

    The name is trusted over the number (domain §3.5); `options["subject"]` and `["level"]` fill what neither tells.
    """
    sheet, row = place
    by_name, by_code = find_subject(title.name), EXAM_SUBJECT_CODES.get(title.code or 0)
    is_untold = not by_name and not by_code
    subject = Subject(options["subject"]) if is_untold and options.get("subject") else by_name or by_code
    if subject is None:
        report.say(
            "PROCEDURE_UNKNOWN",
            "Неизвестный предмет экзамена.",
            "Нужна строка вида «01 - Русский язык 2022.06.23» над таблицей.",
            sheet=sheet,
            row=row,
        )
        return None
    if by_name and title.code is not None and by_code != by_name:
        report.warn(
            "SUBJECT_CODE_MISMATCH",
            f"Номер предмета {title.code:02d} не соответствует названию «{title.name}»: взято название.",
            "Проверьте, из какой системы выгружен файл.",
            sheet=sheet,
            row=row,
        )
    return ResultBlock(
        sheet,
        kind=kind.value,
        grade=GRADES[kind],
        subject=subject.value,
        level=(Level(options.get("level") or "") if is_untold else _level(kind, subject, title, has_mark)).value,
        academic_year=academic_year_of(title.held_on) if title.held_on else None,
        held_on=title.held_on.isoformat() if title.held_on else "",
    )


def _level(kind: AssessmentKind, subject: Subject, title: ExamTitle, has_mark: bool) -> Level:
    """ЕГЭ maths is base or profile: by its name, else by whether the protocol has a mark, else by its number."""
    if kind != AssessmentKind.EGE or subject != Subject.MA:
        return Level.NONE
    named = find_level(title.name)
    if named in {Level.BASE, Level.PROFILE}:
        return named
    return Level.BASE if has_mark or title.code == BASE_MATHS_CODE else Level.PROFILE
