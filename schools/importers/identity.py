"""Reading the codes that identify a school from a cell; never merging look-alikes, never guessing digits."""

from collections.abc import Callable

from schools.codes import is_fisoko_login, is_inn, is_ogrn, is_ris_code
from shnor_portal.common.text import CodeReading, normalise_code
from shnor_portal.imports.reader.types import Cell, CellError
from shnor_portal.imports.tables.cells import CellFaultError, reject_strangers
from shnor_portal.imports.tables.personal import looks_personal


def read_code(value: Cell) -> CodeReading:
    """A code without problems; its value is empty when the cell is.

    Raises CellFaultError: CODE_NUMERIC, CODE_INVISIBLE, CODE_MIXED_SCRIPT, CELL_ERROR, FORMULA_NO_VALUE, and
    PERSONAL_DATA when the cell holds a person's name or contact, which the complaint doesn't repeat; nor does it
    repeat a value without digits, which may be a surname.
    """
    if isinstance(value, CellError):
        reject_strangers(value)
    if isinstance(value, str) and looks_personal(value):
        raise CellFaultError(
            "PERSONAL_DATA", "Вместо кода в ячейке персональные данные.", "Оставьте в столбце только коды."
        )
    reading = normalise_code(value)
    if reading.problems:
        problem = reading.problems[0]
        has_digit = any(char.isdigit() for char in reading.value)
        message = problem.message if has_digit or not reading.value else "В коде смешанные или невидимые знаки"
        raise CellFaultError(problem.code, f"{message}.", problem.hint)
    return reading


def read_local(value: Cell) -> str:
    return read_code(value).value


def _checked(good: Callable[[str], bool], sentence: str, width: int = 0) -> Callable[[Cell], str]:
    """A reader that demands the shape; a number cell of a declared width gets its leading zeros back."""

    def read(value: Cell) -> str:
        reading = read_code(value)
        text = reading.value.zfill(width) if reading.numeric and reading.value else reading.value
        if text and not good(text):
            raise CellFaultError("CODE_INVALID", sentence, "Сверьте код со справочником школ.")
        return text

    return read


read_fisoko = _checked(is_fisoko_login, "Логин ФИС ОКО неверен: нужно sch или edu и шесть цифр.")
read_ris = _checked(is_ris_code, "Код ОО в РИС ГИА должен состоять из цифр.")
read_ogrn = _checked(is_ogrn, "ОГРН неверен: нужно 13 цифр, последняя из них контрольная.", 13)
read_inn = _checked(is_inn, "ИНН организации неверен: нужно 10 цифр, последняя из них контрольная.", 10)

READERS: dict[str, Callable[[Cell], str]] = {
    "fisoko": read_fisoko,
    "ris": read_ris,
    "ogrn": read_ogrn,
    "inn": read_inn,
    "local": read_local,
}
"""System of codes → reader of one cell; each gives text, empty when absent, or raises CellFaultError."""

TITLES = {"fisoko": "логин ФИС ОКО", "ris": "код РИС ГИА", "ogrn": "ОГРН", "inn": "ИНН", "local": "код школы"}
