"""A table of Word as even rows: merged cells resolved, columns that only a dragged border made put together again."""

from collections import Counter
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from shnor_portal.imports.reader.documents.text import Reading, cells_of, paragraphs, rows_of
from shnor_portal.imports.reader.documents.tree import child, number_of, value
from shnor_portal.imports.reader.faults import fault
from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.types import PlainTable

_MOST_OF_WIDTH = 0.8


@dataclass(slots=True)
class GridCell:
    """A cell over the columns `start` to `end` (past the last) of Word's own, finer grid."""

    start: int
    end: int
    text: str
    repeats: bool = False


def plain_table(table: Element, reading: Reading, place: str) -> PlainTable:
    """The table's rows as text. Raises ROWS_TOO_MANY, SHEET_RANGE."""
    limits = reading.limits
    rows: list[list[GridCell]] = []
    above: dict[int, GridCell] = {}
    for row in rows_of(table):
        cells = _cells(row, above, reading)
        above = {cell.start: cell for cell in cells}
        rows.append(cells)
        if len(rows) > limits.rows:
            raise fault("ROWS_TOO_MANY", sheet=place, number=f"больше {limits.rows}", limit=limits.rows)
    _check_width(rows, limits, place)
    return _even(rows, place)


def _cells(row: Element, above: dict[int, GridCell], reading: Reading) -> list[GridCell]:
    at = number_of(value(child(child(row, "trPr"), "gridBefore")), 0)
    cells: list[GridCell] = []
    for element in cells_of(row):
        properties = child(element, "tcPr")
        span = max(1, number_of(value(child(properties, "gridSpan")), 1))
        text = "\n".join(line for inner in paragraphs(element) for line in reading.lines(inner))
        across, down = child(properties, "hMerge"), child(properties, "vMerge")
        if across is not None and value(across) != "restart" and cells:
            cells[-1].end += span
        elif down is not None and value(down) != "restart" and at in above:
            reading.count(above[at].text)
            cells.append(GridCell(at, at + span, above[at].text, repeats=True))
        else:
            cells.append(GridCell(at, at + span, text))
        at += span
    return cells


def _check_width(rows: list[list[GridCell]], limits: Limits, place: str) -> None:
    for number, row in enumerate(rows, start=1):
        if len(row) > limits.columns:
            raise fault("SHEET_RANGE", sheet=place, row=number, cell=f"{len(row)}-я в строке {number}")


def _even(rows: list[list[GridCell]], place: str) -> PlainTable:
    """Every row laid into the columns of the most usual kind of row.

    A row with as many cells goes cell by cell, whatever its borders; another one by where its cells lie.
    """
    columns = _columns(rows)
    width = columns[-1].end if columns else 0
    table = PlainTable(place, numbers=list(range(1, len(rows) + 1)))
    for index, row in enumerate(rows):
        laid = [""] * len(columns)
        for cell, at in zip(row, _places(row, columns), strict=True):
            laid[at] = f"{laid[at]}\n{cell.text}".strip("\n") if laid[at] else cell.text
            if cell.repeats:
                table.repeats.append((index, at))
        if len(row) == 1 < len(columns) and row[0].end - row[0].start >= _MOST_OF_WIDTH * width:
            table.wide.append(index)
        table.rows.append(laid)
    return table


def _columns(rows: list[list[GridCell]]) -> list[GridCell]:
    """The cells of the first row with the most usual number of cells; rows of one cell are sections, not columns."""
    counts = Counter(len(row) for row in rows if len(row) > 1) or Counter(len(row) for row in rows if row)
    if not counts:
        return []
    usual = max(counts, key=lambda number: (counts[number], number))
    return next(row for row in rows if len(row) == usual)


def _places(row: list[GridCell], columns: list[GridCell]) -> list[int]:
    if len(row) == len(columns):
        return list(range(len(columns)))
    places: list[int] = []
    for cell in row:
        overlaps = [min(cell.end, column.end) - max(cell.start, column.start) for column in columns]
        first = next((at for at, overlap in enumerate(overlaps) if overlap > 0), len(columns) - 1)
        best = max(overlaps)
        wanted = first if cell.end - cell.start > columns[first].end - columns[first].start else overlaps.index(best)
        places.append(min(max(wanted, places[-1] + 1 if places else 0), len(columns) - 1))
    return places
