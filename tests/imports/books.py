"""Small workbooks in the shape of ФИС ОКО exports, built for each test."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

HEAD = ["ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант", "1 (1б)", "2 (2б)",
        "Первичный балл", "Отметка", "Отметка по журналу"]  # fmt: skip

Pupil = tuple[str, str, int | None, int | None, int | None, int | None]
"""Login, code, points of two tasks, mark, mark in the journal."""


def pupil_row(pupil: Pupil) -> list[object]:
    login, code, first, second, mark, journal = pupil
    score = None if first is None or second is None else first + second
    return [login, "г. Примерный", "Школа", code, "6А", 1, first, second, score, mark, journal]


def individual(pupils: Sequence[Pupil], *, title: str = "ВПР 2020 Математика 6 класс", sheets: int = 1) -> bytes:
    """V1 with the pupils dealt over so many sheets, each under the same heading."""
    book = Workbook(write_only=True)
    for number in range(sheets):
        sheet = book.create_sheet(f"Индивидуальные {number + 1}")
        sheet.append([title])
        sheet.append(["Максимальный первичный балл: 3"])
        sheet.append([])
        sheet.append(HEAD)
        for pupil in pupils[number::sheets]:
            sheet.append(pupil_row(pupil))
    return saved(book)


def statistics(rows: Sequence[tuple[str, int, float, float, float, float]]) -> bytes:
    """V2: login, participants, shares of marks 2–5 in per cent."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Статистика")
    sheet.append(["ВПР 2020 Математика 6 класс"])
    sheet.append([])
    sheet.append(["Группы участников", "Кол-во ОО", "Кол-во участников", "2", "3", "4", "5"])
    for login, participants, *shares in rows:
        sheet.append([f"МБОУ СОШ ({login})", 1, participants, *shares])
    return saved(book)


def table(rows: Sequence[Sequence[object]], sheet: str = "Лист1") -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def class_of(login: str, marks: Sequence[int], *, first_code: int = 10001) -> list[Pupil]:
    """Pupils of one school with the given marks; points go with the mark."""
    points = {2: (0, 0), 3: (1, 0), 4: (0, 2), 5: (1, 2)}
    return [(login, str(first_code + number), *points[mark], mark, mark) for number, mark in enumerate(marks)]
