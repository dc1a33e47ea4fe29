"""Faults of a file as a whole: one stable code each, with the sentence a person reads and the way to mend it."""

from dataclasses import dataclass, field
from typing import Any

from shnor_portal.common.guarded.limits import Declined
from shnor_portal.imports.reader.types import Problem, Severity

_SAVE_AGAIN = "Откройте файл в Excel, сохраните как «Книга Excel (.xlsx)» и загрузите снова."
_SEND_AGAIN = "Загрузите файл ещё раз; если не поможет — откройте его в Excel и сохраните заново."

_WORDS: dict[str, tuple[str, str]] = {
    "FILE_EMPTY": ("Файл пуст", "Проверьте, тот ли файл выбран, и загрузите его снова."),
    "FILE_TOO_LARGE": (
        "Файл больше {limit} МБ",
        "Удалите лишние листы и рисунки или разделите файл на части.",
    ),
    "XLSX_DAMAGED": ("Файл повреждён или загружен не полностью{detail}", _SEND_AGAIN),
    "TYPE_MISMATCH": ("Файл назван {extension}, но это {found}", "{advice}"),
    "TYPE_UNSUPPORTED": (
        "Это {found}; такие файлы не читаются",
        "Сохраните таблицу как «Книга Excel (.xlsx)» или CSV.",
    ),
    "XLSX_ENCRYPTED": ("Книга защищена паролем", "Снимите пароль в Excel и сохраните книгу заново."),
    "XLSX_MACRO": ("В книге есть макросы", "Сохраните книгу без макросов, в формате .xlsx."),
    "XLSX_ACTIVE": (
        "В книге есть {found}; вложенные объекты не принимаются",
        "Скопируйте таблицу в новую книгу (вставка «только значения») и загрузите её.",
    ),
    "ZIP_TOO_LARGE": ("После распаковки файл слишком велик{detail}", _SAVE_AGAIN),
    "ZIP_PARTS": ("Внутри книги слишком много частей: {number}, допустимо {limit}", _SAVE_AGAIN),
    "ZIP_DUPLICATE": ("Внутри книги две части с одним именем «{part}»", _SAVE_AGAIN),
    "ZIP_PATH": ("Внутри книги недопустимое имя части «{part}»", _SAVE_AGAIN),
    "SHEETS_TOO_MANY": ("В книге слишком много листов: {number}, допустимо {limit}", "Оставьте листы с данными."),
    "XML_DTD": (
        "В части «{part}» есть объявление DTD, в книгах Excel его не бывает",
        "Создайте новую книгу в Excel и перенесите в неё значения.",
    ),
    "TEXT_CONTROL": (
        "В тексте книги служебный знак{detail}",
        "Найдите ячейку с необычными знаками и наберите текст заново.",
    ),
    "ROWS_TOO_MANY": ("На листе {number} строк, допустимо {limit}", "Разделите таблицу на несколько файлов."),
    "SHEET_RANGE": (
        "Ячейка {cell} лежит далеко за пределами таблицы",
        "Удалите строки и столбцы за пределами таблицы.",
    ),
    "MERGES_TOO_MANY": ("На листе слишком много объединённых ячеек: {number}", "Снимите объединение ячеек вне шапки."),
    "STRINGS_TOO_MANY": ("В книге слишком много разных текстов: {number}", "Разделите таблицу на несколько файлов."),
    "CPU_LIMIT": ("Файл читается дольше {limit} с", "Уберите лишние листы и оформление или разделите таблицу."),
    "MEMORY_LIMIT": ("Таблица слишком велика для чтения{detail}", "Разделите таблицу на несколько файлов."),
    "CSV_ENCODING": (
        "Не удалось определить кодировку: строка {line} не похожа на остальной файл",
        "Сохраните таблицу как «CSV UTF-8» или как книгу Excel.",
    ),
    "CSV_FORMAT": ("Строка {line}: {detail}", "Сохраните таблицу как «CSV UTF-8» или как книгу Excel."),
}


@dataclass
class ReadFault(Declined):
    """The whole file is refused. Crosses the process border as its `problem`."""

    problem: Problem
    words: dict[str, Any] = field(default_factory=dict)  # what fills the sentence, should it be told otherwise

    def __str__(self) -> str:
        return f"{self.problem.code}: {self.problem.message}"


def fault(code: str, *, sheet: str = "", row: int | None = None, column: str = "", **words: Any) -> ReadFault:
    """A fault with its place; `words` fill the sentence of the code."""
    message, hint = _WORDS[code]
    filled = {"detail": "", **words}
    return ReadFault(
        Problem(code, message.format(**filled), hint.format(**filled), Severity.ERROR, sheet, row, column),
        filled,
    )


def damaged(detail: str, *, sheet: str = "", row: int | None = None, column: str = "") -> ReadFault:
    """XLSX_DAMAGED with what exactly is wrong."""
    return fault("XLSX_DAMAGED", sheet=sheet, row=row, column=column, detail=f": {detail}")
