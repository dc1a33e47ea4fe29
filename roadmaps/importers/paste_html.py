"""Cells of a table in HTML, as a clipboard brings it: letters and line breaks, whatever stands around them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from roadmaps.importers.paste_bounds import MOST_COLUMNS, MOST_ROWS, too_large

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"})
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"style", "script", "head", "title", "xml"})


def cells_of_html(content: str) -> tuple[list[list[str]], str]:
    """The rows of its tables, uncleaned, and the text outside of them. Raises Refusal PASTE_TOO_LARGE."""
    reader = _Html()
    reader.feed(content)
    reader.close()
    return reader.rows, "".join(reader.outside)


@dataclass(slots=True)
class _Span:
    """A cell that reaches down: its text and how many rows more."""

    text: str
    rows: int


@dataclass
class _Place:
    """Where the reader is: how deep in tables, and in what it reads nothing."""

    tables: int = 0
    silent: int = 0
    across: int = 1
    down: int = 1
    column: int = 0
    spans: dict[int, _Span] = field(default_factory=dict)


class _Html(HTMLParser):
    """Cells of the outermost tables; a table inside a cell is text of the cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.outside: list[str] = []
        self.cell: list[str] | None = None
        self.place = _Place()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.place.silent += 1
        elif tag == "body":
            self.place.silent = 0  # the end of a head may be left out
        elif tag == "table":
            self.place.tables += 1
            self._break()
        elif tag == "tr" and self.place.tables <= 1:
            self._open_row()
        elif tag in _CELLS and self.place.tables <= 1:
            self._open_cell(dict(attrs))
        elif tag in _BREAKS or tag in _CELLS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.place.silent = max(0, self.place.silent - 1)
        elif tag == "table":
            self._close_cell() if self.place.tables <= 1 else self._break()
            self.place.tables = max(0, self.place.tables - 1)
        elif tag in (*_CELLS, "tr") and self.place.tables <= 1:
            self._close_cell()
        elif tag in _BREAKS and tag != "br":
            self._break()

    def handle_data(self, data: str) -> None:
        if not self.place.silent:
            # A line end in the source of HTML is a space; the breaks of the text are the tags.
            (self.outside if self.cell is None else self.cell).append(data.replace("\n", " ").replace("\r", " "))

    def close(self) -> None:
        super().close()
        self._close_cell()

    def _break(self) -> None:
        pieces = self.outside if self.cell is None else self.cell
        if pieces and pieces[-1] != "\n":
            pieces.append("\n")

    def _open_row(self) -> None:
        self._close_cell()
        if len(self.rows) > MOST_ROWS:
            raise too_large(f"Во вставке больше {MOST_ROWS} строк.")
        self.rows.append([])
        self.place.column = 0
        self._reach_down()

    def _open_cell(self, attributes: dict[str, str | None]) -> None:
        self._close_cell()
        if not self.rows:
            self.rows.append([])
        self.cell = []
        self.place.across = _span(attributes.get("colspan"), MOST_COLUMNS + 1)
        self.place.down = _span(attributes.get("rowspan"), MOST_ROWS)

    def _close_cell(self) -> None:
        if self.cell is None:
            return
        text, place = "".join(self.cell), self.place
        self.cell = None
        for offset in range(place.across):
            shown = text if offset == 0 else ""
            if place.down > 1:
                place.spans[place.column + offset] = _Span(shown, place.down - 1)
            self.rows[-1].append(shown)
        place.column += place.across
        self._reach_down()
        if place.column > 4 * MOST_COLUMNS:
            raise too_large(f"Во вставке больше {MOST_COLUMNS} столбцов.")

    def _reach_down(self) -> None:
        """Fill the cells that one above reaches into."""
        place = self.place
        while (span := place.spans.get(place.column)) is not None:
            self.rows[-1].append(span.text)
            span.rows -= 1
            if span.rows == 0:
                del place.spans[place.column]
            place.column += 1


def _span(claimed: str | None, most: int) -> int:
    return min(max(int(claimed), 1), most) if claimed and claimed.isascii() and claimed.isdigit() else 1
