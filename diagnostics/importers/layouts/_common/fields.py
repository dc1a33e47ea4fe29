"""Cells that name a procedure: year, grade, subject."""

from diagnostics.importers.layouts._common.titles import (
    Grades,
    find_campaign_year,
    find_grades,
    find_level,
    find_subject,
)
from shnor_portal.imports.reader.types import Cell
from shnor_portal.imports.tables.cells import CellFaultError, text_of
from shnor_portal.imports.tables.days import find_academic_year


def read_year(value: Cell) -> int:
    """Starting year: «2021» is the campaign of spring 2021, «2020/2021» a school year. Raises CellFaultError."""
    text = text_of(value)
    year = find_academic_year(text)
    if year is None:
        campaign = find_campaign_year(text)
        year = campaign - 1 if campaign is not None else None
    if year is None:
        raise CellFaultError("VALUE_TYPE", "В столбце «Год» не указан год.", "Нужно 2021 или 2020/2021.")
    return year


def read_grades(value: Cell) -> Grades:
    """«6», «6 класс», «5 класс (по программе 4 класса)». Raises CellFaultError VALUE_RANGE."""
    text = text_of(value)
    grades = find_grades(f"{text} класс" if text.isdigit() else text)
    if grades is None:
        raise CellFaultError("VALUE_RANGE", "Класс должен быть числом от 1 до 11.")
    return grades


def read_subject(value: Cell) -> tuple[str, str]:
    """Subject and level. Raises CellFaultError REF_UNKNOWN."""
    subject = find_subject(text_of(value))
    if subject is None:
        raise CellFaultError("REF_UNKNOWN", "Неизвестный предмет.", "Напишите название предмета полностью.")
    return subject.value, find_level(text_of(value)).value
