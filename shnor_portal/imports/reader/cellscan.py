"""The slow way through a worksheet part: cell by cell with expat, to say which cell is at fault.

Used for sheets that hold error values or formulas without a saved value, and for the diagnosis of a file that the fast
parser refused or died of. Nothing is kept but the faulty cells and a few counts, so memory stays small.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pyexpat import ExpatError, ParserCreate

from shnor_portal.imports.reader.cellfaults import FaultyCells
from shnor_portal.imports.reader.faults import damaged, fault
from shnor_portal.imports.reader.limits import SHEET_COLUMNS, SHEET_ROWS, Limits
from shnor_portal.imports.reader.sheetmarks import column_letters, column_number
from shnor_portal.imports.reader.types import CellError
from shnor_portal.imports.reader.xmlscreen import broken_xml

_REFERENCE = re.compile(r"([A-Z]+)([1-9][0-9]*)")
_CELL_TYPES = {"", "n", "s", "str", "inlineStr", "b", "e", "d"}


@dataclass(slots=True)
class CellScan:
    """What was found on one sheet; rows and columns count from 1. Handlers of an expat parser, fed part by part.

    `strings` is the number of shared strings, when known: an index past it is a fault. Raises ReadFault
    (XLSX_DAMAGED, SHEET_RANGE) at the first cell that no reader can place or resolve.
    """

    sheet: str = ""
    strings: int | None = None
    faulty: FaultyCells = field(default_factory=dict)
    rows: int = 0
    cells: int = 0
    first: tuple[int, int] = (SHEET_ROWS, SHEET_COLUMNS)
    last: tuple[int, int] = (0, 0)
    _row: int = 0
    _column: int = 0
    _type: str = ""
    _formula: bool = False
    _inline: bool = False
    _value: list[str] | None = None

    def feed(self, chunks: Iterable[bytes]) -> "CellScan":
        parser = ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            for chunk in chunks:
                parser.Parse(chunk)
            parser.Parse(b"", True)
        except ExpatError as error:
            raise broken_xml(error, "лист оборван или испорчен", sheet=self.sheet, row=self._row or None) from error
        return self

    def check(self, limits: Limits) -> None:
        """Raise what makes the sheet too large to be read: by rows, by a far cell, or by its whole area."""
        if self.rows > limits.rows:
            raise fault("ROWS_TOO_MANY", sheet=self.sheet, number=self.rows, limit=limits.rows)
        if not self.cells:
            return
        area = (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1)
        if (
            self.last[0] > limits.rows
            or self.last[1] > limits.columns
            or area > max(limits.sheet_cells, self.cells * 10)
        ):
            raise self._out_of_range(self.last[0], column_letters(self.last[1]))
        if area > limits.sheet_cells:
            raise fault("MEMORY_LIMIT", sheet=self.sheet, detail=f": {self.cells} ячеек")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "v":
            self._value = []
        elif tag == "f":
            self._formula = True
        elif tag == "is":
            self._inline = True
        elif tag == "row":
            self._open_row(attributes)

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "c":
            self._close_cell()

    def _text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", str(self._row + 1))
        if not (number.isascii() and number.isdigit() and 0 < int(number[:9]) <= SHEET_ROWS and len(number) < 9):
            raise self._out_of_range(None, number[:20])
        self._row, self._column = int(number), 0

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._place(attributes.get("r", ""))
        self._type = attributes.get("t", "")
        self._formula, self._inline, self._value = False, False, None
        if self._type not in _CELL_TYPES:
            raise self._damaged_cell(f"неизвестный тип «{self._type[:20]}»")
        if attributes.get("s", "").startswith("-"):
            raise self._damaged_cell("отрицательный номер стиля")

    def _place(self, reference: str) -> None:
        if not reference:
            self._column += 1
            return
        match = _REFERENCE.fullmatch(reference)
        column = column_number(match[1][:9]) if match else 0
        if match is None or column > SHEET_COLUMNS or len(match[2]) > 8 or int(match[2]) > SHEET_ROWS:
            raise self._out_of_range(None, reference[:20])
        self._row, self._column = int(match[2]), column

    def _close_cell(self) -> None:
        value = "".join(self._value or ()).strip()
        if self._type == "e":
            self.faulty[self._row, self._column] = CellError(value)
        elif self._formula and not value and self._type != "str":
            self.faulty[self._row, self._column] = CellError("", "FORMULA_NO_VALUE")
        elif self._type == "s" and self.strings is not None:
            self._check_string_index(value)
        if value or self._inline or self._formula:
            self._count()
        self._value = None

    def _count(self) -> None:
        self.cells += 1
        if self._row != self.last[0]:
            self.rows += 1
        self.first = (min(self.first[0], self._row), min(self.first[1], self._column))
        self.last = (max(self.last[0], self._row), max(self.last[1], self._column))

    def _check_string_index(self, value: str) -> None:
        if not (value.isascii() and value.isdigit() and int(value[:12]) < (self.strings or 0)):
            raise self._damaged_cell("ссылка на текст, которого нет в книге")

    def _damaged_cell(self, why: str) -> Exception:
        letters = column_letters(self._column)
        return damaged(f"ячейка {letters}{self._row}, {why}", sheet=self.sheet, row=self._row, column=letters)

    def _out_of_range(self, row: int | None, column: str) -> Exception:
        return fault("SHEET_RANGE", sheet=self.sheet, row=row, column=column, cell=f"{column}{row or ''}")


def scan_cells(content: bytes) -> CellScan:
    """Scan a whole part that is at hand."""
    return CellScan().feed([content])
