"""Words of a register cell turned into the values of the register: kind, locality, yes and no."""

from schools.enums import Locality, SchoolKind
from shnor_portal.common.text import fold
from shnor_portal.imports.reader.types import Cell
from shnor_portal.imports.tables.cells import text_of

_KINDS = (
    ("исправительн", SchoolKind.PENAL),
    ("закрыт", SchoolKind.CLOSED),
    ("санатор", SchoolKind.HOSPITAL),
    ("больни", SchoolKind.HOSPITAL),
    ("коррекц", SchoolKind.CORRECTIONAL),
    ("вечерн", SchoolKind.EVENING),
    ("сменн", SchoolKind.EVENING),
    ("гимнази", SchoolKind.GYMNASIUM),
    ("лице", SchoolKind.LYCEUM),
    ("углуб", SchoolKind.ADVANCED),
    ("общеобразовательн", SchoolKind.ORDINARY),
    ("средняя", SchoolKind.ORDINARY),
    ("основная", SchoolKind.ORDINARY),
    ("начальная", SchoolKind.ORDINARY),
)
_LOCALITIES = (
    ("городского типа", Locality.SETTLEMENT),
    ("пгт", Locality.SETTLEMENT),
    ("сел", Locality.VILLAGE),
    ("деревн", Locality.VILLAGE),
    ("хутор", Locality.VILLAGE),
    ("станиц", Locality.VILLAGE),
    ("город", Locality.CITY),
)


def kind_of(value: Cell) -> str:
    """The kind named in a cell; empty when blank, «?» when none of the kinds is named."""
    return _word(value, _KINDS)


def locality_of(value: Cell) -> str:
    """The locality named in a cell; empty when blank, «?» when unknown."""
    return _word(value, _LOCALITIES)


UNKNOWN = "?"


def _word(value: Cell, words: tuple[tuple[str, SchoolKind], ...] | tuple[tuple[str, Locality], ...]) -> str:
    text = fold(text_of(value))
    if not text:
        return ""
    return next((member.value for word, member in words if word in text), UNKNOWN)


def yes_or_no(value: Cell) -> bool | None:
    """«да» and «нет», 1 and 0; None for anything else."""
    text = fold(text_of(value))
    return {"да": True, "есть": True, "1": True, "нет": False, "0": False}.get(text)
