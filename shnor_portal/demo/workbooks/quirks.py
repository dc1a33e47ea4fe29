"""What real files do to the same facts: spellings of blanks, stray spaces, names written another way each year.

Everything is chosen by position, not by chance, so that a file can be written twice alike.
"""

from shnor_portal.demo.world.city import MUNICIPALITY
from shnor_portal.demo.world.schools import DemoSchool

NBSP = "\u00a0"
NO_MARK = "НЕТ ОТМЕТКИ"
_BLANKS = ("X", "Х", "-", "X")  # Latin, Cyrillic, dash
_MUNICIPALITIES = {2018: MUNICIPALITY.replace("город ", "г. ")}


def blank(position: int) -> str:
    """How «nothing here» is written in a cell of points."""
    return _BLANKS[position % len(_BLANKS)]


def code_in_cell(code: str, row: int) -> str:
    """A code now and then trails a space or a no-break space."""
    if row % 97 == 0:
        return f"{code} "
    return f"{code}{NBSP}" if row % 131 == 0 else code


def municipality(year: int) -> str:
    """«город …» in two years, «г. …» in one."""
    return _MUNICIPALITIES.get(year, MUNICIPALITY)


def school_name(school: DemoSchool, year: int) -> str:
    """The school's name of that year as an export of that year spells it."""
    name = school.name_in(year)
    if year == 2017:
        return name.replace("«", '"').replace("»", '"')
    return name.replace("№ ", "№") if year == 2018 else name.replace("№ ", f"№{NBSP}")


def percent(share: float, row: int) -> str | float:
    """A percentage with two decimals: mostly a number, in every third row a text with a comma."""
    rounded = round(share, 2)
    return f"{rounded:.2f}".replace(".", ",") if row % 3 == 0 else rounded
