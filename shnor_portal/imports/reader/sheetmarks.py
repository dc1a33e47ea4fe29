"""What the fast parser does not tell about a worksheet, read from the bytes of its part in a few searches.

Each search is one pass of compiled code: on a sheet of a million cells all of them together cost a few hundredths of a
second. A single rare byte is looked for first wherever its absence already answers the question.
"""

import re
from dataclasses import dataclass, field

from shnor_portal.imports.reader.faults import fault
from shnor_portal.imports.reader.limits import Limits

_P = rb"(?:\w+:)?"  # some programs write every tag with a prefix
_ROOT_PREFIX = re.compile(rb"<(\w+:)worksheet[\s>]")
_HIDDEN = re.compile(rb"hidden=[\"'](?:1|true)[\"']")
_HIDDEN_ROW = re.compile(rb"<" + _P + rb"row\s[^>]*?\bhidden=[\"'](?:1|true)[\"']")
_FORMULA = re.compile(rb"<f[ >/]")
_NO_VALUE = re.compile(
    rb"(?:</" + _P + rb"f>|<" + _P + rb"f\s[^>]*/>)\s*"
    rb"(?:<" + _P + rb"v\s*/>|<" + _P + rb"v>\s*</" + _P + rb"v>)?\s*</" + _P + rb"c>"
)
_ERROR_VALUE = re.compile(
    rb"(\bt=[\"']e[\"'][^>]*>(?:<" + _P + rb"f[^>]*(?:/>|>[^<]*</" + _P + rb"f>))?\s*<" + _P + rb"v>)[^<]*"
)
_ESCAPED = re.compile(rb"_x[0-9A-Fa-f]{4}_|&#")
_MERGE = re.compile(rb"<" + _P + rb"mergeCell\s[^>]*?\bref=[\"']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)[\"']")
HEAD_BYTES = 8192


@dataclass(slots=True)
class SheetMarks:
    """`odd_cells`: some cell must be looked at by the slow scanner (error value, formula without value, bad style).

    `merges` are (first row, first column, last row, last column), counted from 1.
    """

    hidden_rows: int = 0
    grouped: bool = False
    filtered: bool = False
    odd_cells: bool = False
    odd_text: bool = False
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def mark_sheet(content: bytes, limits: Limits) -> SheetMarks:
    """Marks of one screened worksheet part; raises MERGES_TOO_MANY."""
    tail_at = max(content.rfind(b"sheetData>"), content.rfind(b"sheetData/>"), 0)
    return SheetMarks(
        hidden_rows=_hidden_rows(content),
        grouped=b"outlineLevelRow=" in content[:HEAD_BYTES],
        filtered=content.find(b"autoFilter", tail_at) >= 0,
        odd_cells=_has_odd_cells(content, tail_at or len(content)),
        odd_text=has_odd_text(content, limits),
        merges=_merges(content[tail_at:], limits),
    )


def has_odd_text(content: bytes, limits: Limits) -> bool:
    """Whether a text of the part may hold an escaped control character or be longer than a cell may be."""
    if (b"_" in content or b"#" in content) and _ESCAPED.search(content):
        return True
    return _has_long_run(content, limits.cell_chars)


def with_known_errors(content: bytes) -> bytes:
    """The part with every error value written as `#VALUE!`.

    The fast parser refuses a whole sheet for an error it does not know (`#SPILL!`, `#CALC!`); which error stood where
    has already been taken down by the slow scanner.
    """
    return _ERROR_VALUE.sub(rb"\1#VALUE!", content)


def column_number(letters: str) -> int:
    """«A» → 1, «XFD» → 16 384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → «A», 16 384 → «XFD»."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _hidden_rows(content: bytes) -> int:
    return len(_HIDDEN_ROW.findall(content)) if _HIDDEN.search(content) else 0


def _has_odd_cells(content: bytes, tail_at: int) -> bool:
    data_at = max(content.find(b"sheetData", 0, HEAD_BYTES), 0)
    if content.find(b"f", data_at, tail_at) >= 0 and _has_formula(content) and _NO_VALUE.search(content):
        return True
    if content.find(b"#", data_at) >= 0 and (b't="e"' in content or b"t='e'" in content):
        return True
    return content.find(b"-", data_at) >= 0 and (b's="-' in content or b"s='-" in content)


def _has_formula(content: bytes) -> bool:
    prefix = _ROOT_PREFIX.search(content[:HEAD_BYTES])
    return bool(_FORMULA.search(content)) if prefix is None else b"<" + prefix[1] + b"f" in content


def _has_long_run(content: bytes, longest: int) -> bool:
    """A run without a tag of more than `longest` bytes, found by hopping from tag to tag that far apart."""
    at = 0
    while at + longest < len(content):
        tag = content.rfind(b"<", at, at + longest)
        if tag < at:
            return True
        at = tag + 1
    return False


def _merges(tail: bytes, limits: Limits) -> list[tuple[int, int, int, int]]:
    number = tail.count(b"mergeCell ")
    if number > limits.merges:
        raise fault("MERGES_TOO_MANY", number=number)
    merges = [
        (int(row), column_number(column.decode()), int(last_row), column_number(last_column.decode()))
        for column, row, last_column, last_row in _MERGE.findall(tail)
    ]
    for row, column, last_row, last_column in merges:
        area = (last_row - row + 1) * (last_column - column + 1)
        if area > limits.merge_cells:
            raise fault("MERGES_TOO_MANY", number=f"{area} в одном объединении", row=row, column=column_letters(column))
    return merges
