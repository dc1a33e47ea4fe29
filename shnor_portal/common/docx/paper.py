"""What a paper is made of, as plain data: the caller says what stands where, the writer knows how Word is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

PAGE_MM = (210, 297)
INDENT_MM = 12.5
"""First line of a paragraph, ГОСТ Р 7.0.97-2016, 3.3."""


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """Margins in millimetres (ГОСТ Р 7.0.97-2016, 3.2), sizes in points.

    `fallback` is what Word takes where `font` is not installed. Its letters should be as wide as those of `font`, or
    the pages break elsewhere.
    """

    left: float = 30
    right: float = 10
    top: float = 20
    bottom: float = 20
    landscape: bool = False
    font: str = "Times New Roman"
    fallback: str = "Liberation Serif"
    size: float = 14
    table_size: float = 12
    numbered: bool = True  # page numbers from page 2, centred in the top margin

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the sheet, mm."""
        return (PAGE_MM[1], PAGE_MM[0]) if self.landscape else PAGE_MM

    @property
    def text_width(self) -> float:
        return self.page[0] - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.page[1] - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 names the paper, 2 its parts, 3 what is inside them."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. A line feed inside begins a new line of the same paragraph."""

    text: str
    align: Align = Align.BOTH
    indent: bool = True
    bold: bool = False
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class BulletList:
    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class RightBlock:
    """Lines at the right of the sheet, flush left among themselves: the head of an appendix, an addressee."""

    lines: Sequence[str]
    width: float = 75


@dataclass(frozen=True, slots=True)
class Column:
    """A head and a width in millimetres; `align` is for the cells below the head."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """A cell for every column; a line feed inside a cell begins a new paragraph of it."""

    cells: Sequence[str]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A text across all columns; it stays on the page of the row below it."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """The head is repeated on every page. A row is kept on one page unless it would fill more than half of it.

    Widths are taken as they are; together they must fit between the margins.
    """

    columns: Sequence[Column]
    rows: Sequence[Row | SectionRow]


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """A post at the left, a name at the right, room for the signature between; never parted by a page."""

    post: str
    name: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | BulletList | RightBlock | Table | SignatureBlock | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """`title` is the document's property, shown by programs and read out first; it is not printed."""

    title: str
    blocks: Sequence[Block]
    style: PaperStyle = field(default_factory=PaperStyle)
