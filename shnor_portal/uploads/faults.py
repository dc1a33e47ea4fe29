"""Why an attached file is declined: one stable code each, with the sentence a person reads and the way to mend it."""

from dataclasses import dataclass
from typing import Any

from shnor_portal.common.guarded.limits import Declined
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.reader.faults import ReadFault
from shnor_portal.imports.reader.types import Problem

_PRINT = "Напечатайте документ в PDF («Печать» → «Сохранить как PDF») и приложите его."
_SAVE_AGAIN = "Откройте документ, сохраните его заново и приложите ещё раз."
_STATUS = {"FILE_TOO_LARGE": 413}

_WORDS: dict[str, tuple[str, str]] = {
    "FILE_EMPTY": ("Файл пуст", "Проверьте, тот ли файл выбран, и приложите его снова."),
    "FILE_TOO_LARGE": ("Файл больше {limit} МБ", "Сожмите рисунки в документе или разделите его на части."),
    "NAME_BAD": ("Имя файла нельзя показать", "Переименуйте файл: буквы, цифры и расширение, например «приказ.pdf»."),
    "TYPE_FORBIDDEN": ("Файлы такого вида не принимаются: {found}", "{advice}"),
    "TYPE_MISMATCH": ("Файл назван .{extension}, но это {found}", "{advice}"),
    "FILE_DAMAGED": ("Файл повреждён или загружен не полностью{detail}", _SAVE_AGAIN),
    "IMAGE_DAMAGED": (
        "Рисунок повреждён или загружен не полностью",
        "Откройте его на компьютере, сохраните заново и приложите ещё раз.",
    ),
    "IMAGE_TOO_LARGE": (
        "Рисунок слишком велик{detail}",
        "Уменьшите его: для документа хватает 300 точек на дюйм.",
    ),
    "PDF_ACTIVE": ("В PDF есть {found}; такие файлы не принимаются", _PRINT),
    "PDF_ENCRYPTED": ("PDF защищён паролем или запретами", _PRINT),
    "PAGES_TOO_MANY": ("В PDF больше {limit} страниц", "Разделите документ на части."),
    "OFFICE_ACTIVE": (
        "В документе есть {found}; такие файлы не принимаются",
        "Удалите это из документа или сохраните его как PDF.",
    ),
    "OFFICE_ENCRYPTED": ("Документ защищён паролем", "Снимите пароль и сохраните документ заново."),
    "ZIP_TOO_LARGE": ("После распаковки документ слишком велик", "Сожмите рисунки или сохраните документ как PDF."),
    "ZIP_PARTS": ("Внутри документа слишком много частей", "Сохраните документ как PDF."),
    "ZIP_DUPLICATE": ("Внутри документа две части с одним именем", _SAVE_AGAIN),
    "ZIP_PATH": ("Внутри документа недопустимое имя части", _SAVE_AGAIN),
    "XML_DTD": ("Внутри документа есть объявление DTD, в документах его не бывает", _SAVE_AGAIN),
    "CPU_LIMIT": ("Файл проверяется дольше {limit} с", "Упростите документ или разделите его на части."),
    "MEMORY_LIMIT": ("Файл слишком сложен для проверки", "Упростите документ или разделите его на части."),
    "CHECK_FAILED": (
        "Проверить файл не удалось из-за ошибки программы",
        "Сообщите администратору портала время загрузки.",
    ),
}
_OF_WORKBOOKS = {"XLSX_DAMAGED": "FILE_DAMAGED", "TEXT_CONTROL": "FILE_DAMAGED", "XLSX_ENCRYPTED": "OFFICE_ENCRYPTED"}
"""What the reader of workbooks says of a container, in words for any document."""


@dataclass
class UploadFault(Declined):
    """The file is refused. Crosses the border of the child as its `problem`."""

    problem: Problem


def fault(code: str, **words: Any) -> UploadFault:
    """A fault as the child knows it; `words` fill the sentence of the code."""
    message, hint = _WORDS[code]
    filled = {"detail": "", **words}
    return UploadFault(Problem(code, message.format(**filled), hint.format(**filled)))


def in_our_words(error: ReadFault) -> UploadFault:
    """A fault of a container or of an XML part without a word of workbooks."""
    code = error.problem.code
    return fault(_OF_WORKBOOKS.get(code, code))


def refusal(code: str, **words: Any) -> Refusal:
    """The same for the caller on this side: 413 for size, 422 for what is wrong with the file."""
    problem = fault(code, **words).problem
    return refusal_of(problem.code, problem.message, problem.hint)


def refusal_of(code: str, message: str, hint: str) -> Refusal:
    return Refusal(code, message, hint, status=_STATUS.get(code, 422))
