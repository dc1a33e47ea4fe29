"""Numbers that Word makes itself: a column «№» is often a list, and its numbers stand nowhere in the text."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from shnor_portal.imports.reader.documents.tree import child, children, number_of, tag, value

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is written: «%1.%2» is the text, a bullet has its own sign in it."""

    start: int = 1
    format: str = "decimal"
    text: str = "%1."


@dataclass(slots=True)
class Numbering:
    """Lists of a document and where each of them stands. Ask for the labels in the order of the text."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)  # list → abstract list
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)  # list → level → start of its own
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # paragraph style → list and level
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def label(self, paragraph: Element) -> str:
        """The number or the bullet before a paragraph, «» when it is in no list."""
        at = self._place(paragraph)
        if at is None:
            return ""
        number, depth = at
        levels = self.abstract.get(self.lists.get(number, ""), {})
        level = levels.get(depth)
        if level is None or level.format == "none":
            return ""
        if level.format == "bullet":
            return "–"
        counts = self._count(number, depth, level)
        text = level.text
        for deeper in range(depth + 1):
            shape = levels.get(deeper, Level())
            text = text.replace(f"%{deeper + 1}", written(counts.get(deeper, shape.start), shape.format))
        return text.strip()

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        """List and level: of the paragraph itself, else of its style; list «0» means «none after all»."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        by_style = self.styles.get(value(child(properties, "pStyle")))
        if own is None and by_style is None:
            return None
        number = value(child(own, "numId")) or (by_style[0] if by_style else "")
        depth = number_of(value(child(own, "ilvl")), by_style[1] if by_style else 0)
        return (number, min(depth, _DEEPEST)) if number not in ("", "0") else None

    def _count(self, number: str, depth: int, level: Level) -> dict[int, int]:
        """Lists of one abstract list go on counting together, unless one has a start of its own."""
        counts = self._counts.setdefault(self.lists[number], {})
        restart = self.restarts.get(number, {})
        if number not in self._begun:
            self._begun.add(number)
            for at, start in restart.items():
                counts[at] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        return counts


def numbering_of(numbering: Element | None, styles: Element | None) -> Numbering:
    """From the two parts that tell of lists; without them nothing is numbered."""
    found = Numbering()
    for element in children(numbering, "abstractNum"):
        found.abstract[_id(element, "abstractNumId")] = {
            number_of(_id(level, "ilvl"), 0): _level(level) for level in children(element, "lvl")
        }
    for element in children(numbering, "num"):
        number = _id(element, "numId")
        found.lists[number] = value(child(element, "abstractNumId"))
        found.restarts[number] = {
            number_of(_id(override, "ilvl"), 0): number_of(value(child(override, "startOverride")), 1)
            for override in children(element, "lvlOverride")
            if child(override, "startOverride") is not None
        }
    for style in children(styles, "style"):
        place = child(child(style, "pPr"), "numPr")
        if place is not None:
            depth = number_of(value(child(place, "ilvl")), 0)
            found.styles[_id(style, "styleId")] = (value(child(place, "numId")), depth)
    return found


def written(number: int, shape: str) -> str:
    """A number in the shape Word calls so: «upperRoman» of 4 is «IV»."""
    if shape in ("upperRoman", "lowerRoman") and 0 < number < 400:
        return _roman(number) if shape == "upperRoman" else _roman(number).lower()
    letters = {"russian": _RUSSIAN, "russianLower": _RUSSIAN, "russianUpper": _RUSSIAN.upper()}
    letters |= {"lowerLetter": _LATIN, "upperLetter": _LATIN.upper()}
    if shape in letters and 0 < number <= len(letters[shape]):
        return letters[shape][number - 1]
    return f"{number:02}" if shape == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        while number >= size:
            text, number = text + sign, number - size
    return text


def _level(element: Element) -> Level:
    start = number_of(value(child(element, "start")), 1)
    text = value(child(element, "lvlText"))[:40]
    return Level(start, value(child(element, "numFmt")) or "decimal", text)


def _id(element: Element, name: str) -> str:
    return next((text for key, text in element.attrib.items() if tag(key) == name), "")
