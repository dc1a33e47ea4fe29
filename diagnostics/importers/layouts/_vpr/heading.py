"""What stands above a ВПР table: subject, grades, year, date, maximum, and participants stated per school."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from diagnostics.enums import AssessmentKind, Level, Subject
from diagnostics.importers.layouts._common.asked import is_other_year
from diagnostics.importers.layouts._common.titles import (
    Grades,
    find_campaign_year,
    find_grades,
    find_level,
    find_subject,
    vpr_academic_year,
)
from shnor_portal.common.text import header_skeleton
from shnor_portal.common.years import format_academic_year
from shnor_portal.imports.reader.types import Cell, RawSheet, ResultBlock
from shnor_portal.imports.tables.cells import CellFaultError, text_of, whole
from shnor_portal.imports.tables.days import find_academic_year, find_day
from shnor_portal.imports.tables.report import Report

STATED = re.compile(r"(?:\(((?:\w{2,4})\d{6})\))?[^()]*?Кол-во\s+участников\s*:\s*(\d+)", re.IGNORECASE)
"""A school's own line: «<школа> (edu250001) | Кол-во участников: 24» (domain §3.2, V1)."""

_MAXIMUM = header_skeleton("Максимальный первичный балл")
_DATE, _SUBJECT, _GRADE = (header_skeleton(word) for word in ("Дата", "Предмет", "Класс"))
E = TypeVar("E", Subject, Level)

_TITLE = re.compile(r"(?<!\w)ВПР(?!\w)|всероссийск\w+\s+проверочн\w+", re.IGNORECASE)


@dataclass(slots=True)
class Heading:
    """Read from the rows above a header. `maximum_row` and the like are spreadsheet rows, for complaints."""

    subject: Subject | None = None
    level: Level = Level.NONE
    grades: Grades | None = None
    campaign: int | None = None
    academic_year: int | None = None
    held_on: date | None = None
    maximum: int | None = None
    maximum_row: int | None = None
    stated: dict[str, tuple[int, int]] = field(default_factory=dict)  # login, "" for all → participants, row
    title: str = ""

    @property
    def year(self) -> int | None:
        by_date = vpr_academic_year(self.held_on, self.campaign, self.grades)
        return self.academic_year if self.academic_year is not None else by_date


def read_heading(sheet: RawSheet, upto: int) -> Heading:
    """Read the rows before index `upto`. A labelled row («Предмет») outweighs the title, and the title the rest."""
    heading, loose = Heading(), []
    for index, row in enumerate(sheet.rows[:upto]):
        cells = [cell for cell in row if cell is not None and text_of(cell)]
        line = " ".join(map(text_of, cells))
        if stated := STATED.search(line):
            heading.stated[(stated[1] or "").lower()] = (int(stated[2]), sheet.first_row + index)
        elif cells and not _read_labelled(heading, cells, sheet.first_row + index):
            if _TITLE.search(line):
                _read_title(heading, line)
            else:
                loose.append(line)
    _read_loose(heading, loose)
    return heading


def _read_labelled(heading: Heading, cells: Sequence[Cell], row: int) -> bool:
    """Read «Предмет | Математика» or «Предмет: Математика»; False when the row has no such label."""
    label, _, tail = text_of(cells[0]).partition(":")
    skeleton, values = header_skeleton(label), [tail.strip(), *cells[1:]] if tail.strip() else cells[1:]
    value = values[0] if values else None
    if skeleton == _MAXIMUM:
        heading.maximum, heading.maximum_row = _maximum(value), row
    elif skeleton == _DATE:
        heading.held_on = find_day(value)
    elif skeleton == _SUBJECT:
        heading.subject = find_subject(text_of(value)) or heading.subject
        heading.level = find_level(text_of(value)) or heading.level
    elif skeleton == _GRADE:
        text = text_of(value)
        heading.grades = find_grades(f"{text} класс" if text.isdigit() else text) or heading.grades
    else:
        return False
    return True


def _read_title(heading: Heading, line: str) -> None:
    heading.title = line
    heading.subject = heading.subject or find_subject(line)
    heading.level = heading.level or find_level(line)
    heading.grades = heading.grades or find_grades(line)
    heading.academic_year = find_academic_year(line)
    heading.campaign = find_campaign_year(line)
    heading.held_on = heading.held_on or find_day(line)


def _read_loose(heading: Heading, lines: list[str]) -> None:
    """Fill gaps from other lines. A school's name may hold a subject's, so they never outweigh the title."""
    for line in lines:
        grades = find_grades(line)
        if heading.grades is None or (grades and grades.written):
            heading.grades = grades or heading.grades
        if not heading.title:
            heading.subject = heading.subject or find_subject(line)
            heading.level = heading.level or find_level(line)


def _maximum(value: Cell) -> int | None:
    try:
        return whole(value, 1, 999)
    except CellFaultError:
        return None


def open_block(report: Report, sheet: RawSheet, heading: Heading, options: dict[str, Any]) -> ResultBlock | None:
    """A block for the procedure the heading names; None, with a complaint, when it names none.

    `options` may fill the gaps (`subject`, `grade`, `level`, `academic_year`) but never contradict the file: another
    academic year than asked for is TEMPLATE_VERSION.
    """
    subject = heading.subject or _option(Subject, options.get("subject"))
    grades = heading.grades or (Grades(int(options["grade"])) if options.get("grade") else None)
    if subject is None or grades is None:
        gap = " и ".join(filter(None, ["" if subject else "предмета", "" if grades else "класса"]))
        report.say(
            "PROCEDURE_UNKNOWN",
            f"Над таблицей нет {gap}: непонятно, к какой работе относятся результаты.",
            "Нужна строка вида «ВПР 2021 Математика 6 класс»; либо укажите предмет и класс при загрузке.",
            sheet=sheet.name,
        )
        return None
    year, asked = heading.year, options.get("academic_year")
    if is_other_year(report, sheet.name, year, asked):
        return None
    _tell_year(report, sheet, heading, grades, year)
    return ResultBlock(
        sheet=sheet.name,
        kind=AssessmentKind.VPR.value,
        grade=grades.programme,
        written_in_grade=grades.written,
        subject=subject.value,
        level=(heading.level or _option(Level, options.get("level")) or Level.NONE).value,
        academic_year=year if year is not None else (int(asked) if asked is not None else None),
        held_on=heading.held_on.isoformat() if heading.held_on else "",
        max_score=heading.maximum,
    )


def _tell_year(report: Report, sheet: RawSheet, heading: Heading, grades: Grades, year: int | None) -> None:
    """Say which school year the result goes to where a person may expect another."""
    if year is None:
        return
    if grades.written:
        report.tell(
            "PROGRAMME_GRADE",
            f"Работа писалась в {grades.written} классе по программе {grades.programme} класса: "
            f"результат отнесён к {format_academic_year(year)} учебному году и программе {grades.programme} класса.",
            sheet=sheet.name,
        )
    elif heading.campaign is not None and heading.held_on is not None and heading.campaign - 1 != year:
        report.warn(
            "YEAR_UNCLEAR",
            f"В названии ВПР {heading.campaign} года, а дата работы {heading.held_on:%d.%m.%Y}: "
            f"результат отнесён к {format_academic_year(year)} учебному году по дате.",
            "Если осенью писали работу по программе прошлого класса, допишите «(по программе N класса)».",
            sheet=sheet.name,
        )


def _option(kind: type[E], value: Any) -> E | None:
    return kind(value) if value else None
