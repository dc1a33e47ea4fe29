"""Cells to values: whole numbers, shares, texts. Missing is None, never zero; doubt is a CellFaultError."""

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar

from shnor_portal.common.text import text_problem
from shnor_portal.imports.reader.types import Cell, CellError

ABSENT = frozenset({"", "-", "–", "—", "x", "х", "нет отметки", "нет отметок"})
"""Marks that mean «no value» in ФИС ОКО exports (domain §3.2, V1), compared in lower case."""

_WHOLE = re.compile(r"-?\d{1,9}(?:[.,]0+)?", re.ASCII)
_SHARE = re.compile(r"-?\d{1,9}(?:[.,]\d{1,12})?\s*%?", re.ASCII)
_SAFE_WORDS = frozenset({"зачёт", "зачет", "незачёт", "незачет", "н/я", "неявка", "не явился", "отсутствовал", "н/а"})
_LETTERS = re.compile(r"[^\W\d_]{3,}")

T = TypeVar("T")


class CellFaultError(ValueError):
    """One cell cannot be read: a code of the bad-input catalogue, a sentence and a way to mend it (Russian)."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(code)
        self.code, self.message, self.hint = code, message, hint


def letter(index: int) -> str:
    """Column number, counted from 1, as a spreadsheet letters it: 1 → A, 27 → AA."""
    letters = ""
    while index > 0:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_blank(value: Cell) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def text_of(value: Cell) -> str:
    """The cell as one line of text, composed (NFC), whole numbers without «.0»; an error value is empty."""
    if value is None or isinstance(value, CellError):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def shown(value: Cell) -> str:
    """The cell for a complaint. A text that could be a name or a document is not repeated."""
    text = text_of(value)
    if isinstance(value, int | float) or text.casefold() in _SAFE_WORDS:
        return f"«{text[:24]}»"
    if len(text) > 12 or _LETTERS.search(text):
        return "текст"
    return f"«{text}»"


def reject_strangers(value: Cell) -> None:
    """Refuse what is neither number nor text: error values, formulas without a value, dates, booleans."""
    if isinstance(value, CellError):
        if value.text.startswith("#"):
            raise CellFaultError("CELL_ERROR", f"В ячейке ошибка Excel {value.text[:12]}.", "Исправьте формулу.")
        raise CellFaultError(
            "FORMULA_NO_VALUE",
            "В ячейке формула без сохранённого значения.",
            "Откройте файл в Excel, пересчитайте и сохраните.",
        )
    if isinstance(value, date | datetime | time | timedelta):
        raise CellFaultError("VALUE_DATE", "В ячейке дата, а нужно число.", "Смените формат ячейки на «Общий».")
    if isinstance(value, bool):
        raise CellFaultError("VALUE_TYPE", "В ячейке ИСТИНА или ЛОЖЬ, а нужно число.", "Впишите число.")


def whole(value: Cell, low: int, high: int | None) -> int | None:
    """A whole number from `low` to `high`, None when absent.

    Raises CellFaultError: VALUE_TYPE (3.5, «зачёт», NaN), VALUE_RANGE, CELL_ERROR, FORMULA_NO_VALUE, VALUE_DATE.
    """
    if value is None:
        return None
    reject_strangers(value)
    if isinstance(value, str):
        number = _whole_of_text(value)
        if number is None:
            return None
    elif isinstance(value, int):
        number = value
    else:
        number = _whole_of_float(value)  # type: ignore[arg-type]
    if number < low or (high is not None and number > high):
        limit = f"от {low} до {high}" if high is not None else f"не меньше {low}"
        raise CellFaultError("VALUE_RANGE", f"Значение {shown(number)} вне границ: нужно {limit}.")
    return number


def _whole_of_text(value: str) -> int | None:
    text = value.strip()
    if text.casefold() in ABSENT:
        return None
    if not _WHOLE.fullmatch(text):
        raise CellFaultError("VALUE_TYPE", f"Нужно целое число, а в ячейке {shown(value)}.")
    return int(re.split(r"[.,]", text)[0])


def _whole_of_float(value: float) -> int:
    if not math.isfinite(value) or not value.is_integer():
        raise CellFaultError("VALUE_TYPE", f"Нужно целое число, а в ячейке {shown(value)}.")
    return int(value)


def share(value: Cell) -> Decimal | None:
    """A printed share as an exact decimal, comma or dot, with or without «%»; None when absent.

    The scale (0–1 or 0–100) is the caller's to decide from the whole table. Raises CellFaultError.
    """
    if value is None:
        return None
    reject_strangers(value)
    if isinstance(value, str):
        text = value.strip()
        if text.casefold() in ABSENT:
            return None
        if not _SHARE.fullmatch(text):
            raise CellFaultError("VALUE_TYPE", f"Нужна доля в процентах, а в ячейке {shown(value)}.")
        number = Decimal(text.rstrip("% ").replace(",", "."))
    elif not math.isfinite(value):  # type: ignore[arg-type]
        raise CellFaultError("VALUE_TYPE", "Нужна доля в процентах, а в ячейке не число.")
    else:
        number = Decimal(str(value))
    if not 0 <= number <= 100:
        raise CellFaultError("VALUE_RANGE", f"Доля {shown(value)} вне границ: нужно от 0 до 100.")
    return number


def line(value: Cell, limit: int = 1000) -> str:
    """Text for keeping, as one line. Raises CellFaultError: TEXT_CONTROL, TEXT_TOO_LONG, CELL_ERROR."""
    if isinstance(value, CellError):
        reject_strangers(value)
    text = text_of(value)
    problem = text_problem(text, limit)
    if problem is not None:
        raise CellFaultError(problem.code, f"{problem.message}.", problem.hint)
    return text


class Known(dict[Cell, T | None]):
    """Readings of distinct values: each is parsed when it is first met, and `bad` keeps those that can't be."""

    def __init__(self, parse: Callable[[Cell], T | None]) -> None:
        super().__init__()
        self._parse = parse
        self.bad: dict[Cell, CellFaultError] = {}

    def __missing__(self, value: Cell) -> T | None:
        try:
            read = self._parse(value)
        except CellFaultError as fault:
            read, self.bad[value] = None, fault
        self[value] = read
        return read


def translate(column: Sequence[Cell], parse: Callable[[Cell], T]) -> tuple[list[T | None], dict[int, CellFaultError]]:
    """Read a column, parsing each distinct value once: values by position, and faults by position.

    Booleans equal 0 and 1 as dictionary keys, so a column that holds any is parsed cell by cell.
    """
    known = Known(parse)
    values = list(map(known.__getitem__, column))
    if (0 in known or 1 in known) and bool in set(map(type, column)):
        return _translate_slowly(column, parse)
    bad = known.bad
    return values, {i: bad[value] for i, value in enumerate(column) if value in bad} if bad else {}


def _translate_slowly(
    column: Sequence[Cell], parse: Callable[[Cell], T]
) -> tuple[list[T | None], dict[int, CellFaultError]]:
    values: list[T | None] = []
    faults: dict[int, CellFaultError] = {}
    for index, value in enumerate(column):
        try:
            values.append(parse(value))
        except CellFaultError as fault:
            values.append(None)
            faults[index] = fault
    return values, faults
