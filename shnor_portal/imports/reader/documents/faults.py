"""Faults of a workbook told of a document: the codes of the catalogue for attached files, and how Word mends them."""

from shnor_portal.imports.reader.faults import ReadFault
from shnor_portal.imports.reader.types import Problem

_SAVE_AGAIN = "Откройте документ в Word, сохраните как «Документ Word (.docx)» и загрузите снова."
_SEND_AGAIN = "Загрузите файл ещё раз; если не поможет — откройте его в Word и сохраните заново."
_SHORTER = "Оставьте в документе только таблицу плана."

_WORDS: dict[str, tuple[str, str, str]] = {
    "XLSX_DAMAGED": ("FILE_DAMAGED", "Документ повреждён или загружен не полностью{detail}", _SEND_AGAIN),
    "XLSX_ENCRYPTED": ("XLSX_ENCRYPTED", "Документ защищён паролем", "Снимите пароль и сохраните документ заново."),
    "XLSX_MACRO": ("OFFICE_ACTIVE", "В документе есть макросы", "Сохраните документ без макросов, в формате .docx."),
    "XLSX_ACTIVE": (
        "OFFICE_ACTIVE",
        "В документе есть {found}; такие документы не принимаются",
        "Скопируйте таблицу в новый документ (вставка «только текст») и загрузите его.",
    ),
    "TYPE_UNSUPPORTED": (
        "TYPE_UNSUPPORTED",
        "Это {found}; такие файлы не читаются",
        "Сохраните план как «Документ Word (.docx)» или «Книга Excel (.xlsx)».",
    ),
    "TYPE_MISMATCH": ("TYPE_MISMATCH", "Файл назван {extension}, но это не документ Word", _SAVE_AGAIN),
    "ZIP_TOO_LARGE": ("ZIP_TOO_LARGE", "После распаковки документ слишком велик{detail}", _SHORTER),
    "ZIP_PARTS": ("ZIP_PARTS", "Внутри документа слишком много частей: {number}, допустимо {limit}", _SAVE_AGAIN),
    "ZIP_DUPLICATE": ("ZIP_DUPLICATE", "Внутри документа две части с одним именем «{part}»", _SAVE_AGAIN),
    "ZIP_PATH": ("ZIP_PATH", "Внутри документа недопустимое имя части «{part}»", _SAVE_AGAIN),
    "XML_DTD": (
        "XML_DTD",
        "В части «{part}» есть объявление DTD, в документах Word его не бывает",
        "Создайте новый документ и перенесите в него таблицу.",
    ),
    "TEXT_CONTROL": (
        "TEXT_CONTROL",
        "В тексте документа служебный знак{detail}",
        "Найдите строку с необычными знаками и наберите текст заново.",
    ),
    "ROWS_TOO_MANY": ("ROWS_TOO_MANY", "В документе слишком много строк: {number}, допустимо {limit}", _SHORTER),
    "CPU_LIMIT": ("CPU_LIMIT", "Документ читается дольше {limit} с", _SHORTER),
    "MEMORY_LIMIT": ("MEMORY_LIMIT", "Документ слишком велик для чтения{detail}", _SHORTER),
}


def in_document(error: ReadFault) -> ReadFault:
    """The same fault told of a document; one that has no other words stays as it is."""
    problem = error.problem
    if problem.code not in _WORDS:
        return error
    code, message, hint = _WORDS[problem.code]
    told = Problem(code, message.format(**error.words), hint, problem.severity, problem.sheet, problem.row)
    return ReadFault(told, error.words)
