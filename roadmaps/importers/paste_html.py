"""Cells of a table in HTML, as a clipboard brings it: letters and line breaks, whatever stands around them.

Tags are found by a scanner of our own that never looks at a character twice. The parser of the standard library is
quadratic on crafted text: four megabytes of «<!» took it over a minute.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from roadmaps.importers.paste_bounds import MOST_COLUMNS, MOST_ROWS, cleaned, too_large

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"})
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"head", "title", "xml"})
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("style", "script")}
_NAME = re.compile(r"/?([a-z][a-z0-9:-]{0,20})", re.IGNORECASE)
_SPANS = {name: re.compile(rf"\b{name}\s*=\s*[\"']?(\d{{1,6}})", re.IGNORECASE) for name in ("colspan", "rowspan")}


def cells_of_html(content: str) -> tuple[list[list[str]], str]:
    """The rows of its tables and the text outside of them. Raises Refusal PASTE_TOO_LARGE."""
    reader = _Html()
    for name, piece in _pieces(content):
        if not name:
            reader.take_text(unescape(piece))
        elif piece.startswith("/"):
            reader.end(name)
        else:
            reader.begin(name, piece)
    reader.close_cell()
    return reader.rows, "".join(reader.outside)


def _pieces(content: str) -> Iterator[tuple[str, str]]:
    """Texts as («», text) and tags as (name in small letters, all between the brackets), comments left out."""
    at = 0
    while at < len(content):
        start = content.find("<", at)
        if start != at:
            yield "", content[at : start if start >= 0 else len(content)]
        if start < 0:
            return
        is_comment = content.startswith("<!--", start)
        end = content.find("-->" if is_comment else ">", start)
        if end < 0:
            return
        at = end + (3 if is_comment else 1)
        tag = content[start + 1 : end]
        found = None if is_comment else _NAME.match(tag)
        if found is None:
            continue
        name = found[1].lower()
        if name in _RAW and not tag.startswith("/"):
            closing = _RAW[name].search(content, at)
            at = closing.start() if closing else len(content)
            continue
        yield name, tag


@dataclass(slots=True)
class _Span:
    """A cell that reaches down: its text and how many rows more."""

    text: str
    rows: int


@dataclass(slots=True)
class _Place:
    """Where the reader is: how deep in tables, and in what it reads nothing."""

    tables: int = 0
    silent: int = 0
    across: int = 1
    down: int = 1
    column: int = 0
    spans: dict[int, _Span] = field(default_factory=dict)


@dataclass(slots=True)
class _Html:
    """Cells of the outermost tables; a table inside a cell is text of the cell."""

    rows: list[list[str]] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    cell: list[str] | None = None
    place: _Place = field(default_factory=_Place)

    def begin(self, tag: str, attributes: str) -> None:
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
            self._open_cell(attributes)
        elif tag in _BREAKS or tag in _CELLS:
            self._break()

    def end(self, tag: str) -> None:
        if tag in _SILENT:
            self.place.silent = max(0, self.place.silent - 1)
        elif tag == "table":
            self.close_cell() if self.place.tables <= 1 else self._break()
            self.place.tables = max(0, self.place.tables - 1)
        elif tag in (*_CELLS, "tr") and self.place.tables <= 1:
            self.close_cell()
        elif tag in _BREAKS and tag != "br":
            self._break()

    def take_text(self, text: str) -> None:
        """A line end in the source of HTML is a space; the breaks of the text are the tags."""
        if not self.place.silent:
            (self.outside if self.cell is None else self.cell).append(text.replace("\n", " ").replace("\r", " "))

    def _break(self) -> None:
        pieces = self.outside if self.cell is None else self.cell
        if pieces and pieces[-1] != "\n":
            pieces.append("\n")

    def _open_row(self) -> None:
        self.close_cell()
        if len(self.rows) > MOST_ROWS:
            raise too_large(f"Во вставке больше {MOST_ROWS} строк.")
        self.rows.append([])
        self.place.column = 0
        self._reach_down()

    def _open_cell(self, attributes: str) -> None:
        self.close_cell()
        if not self.rows:
            self.rows.append([])
        self.cell = []
        self.place.across = _span(attributes, "colspan", MOST_COLUMNS + 1)
        self.place.down = _span(attributes, "rowspan", MOST_ROWS)

    def close_cell(self) -> None:
        if self.cell is None:
            return
        text, place = cleaned("".join(self.cell)), self.place
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


def _span(attributes: str, name: str, most: int) -> int:
    claimed = _SPANS[name].search(attributes)
    return min(max(int(claimed[1]), 1), most) if claimed else 1
