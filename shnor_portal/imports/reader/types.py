"""What passes between the guarded reader, the layouts and the import services.

Everything here is plain data, so that it crosses the process border as JSON. Rows and columns are
counted as a spreadsheet shows them: row 1 is the first row, column «A» the first column.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell whose content can't be taken: `text` is what the sheet shows there (may be empty).

    `code` is one of CELL_ERROR (an Excel error value such as `#DIV/0!`), FORMULA_NO_VALUE (a formula without a
    saved value), TEXT_CONTROL, TEXT_TOO_LONG; a layout that needs the cell refuses the row with this very code.
    """

    text: str
    code: str = "CELL_ERROR"


Cell = str | int | float | bool | date | datetime | time | timedelta | CellError | None


@dataclass(slots=True)
class RawSheet:
    """One sheet as read. `rows[0]` is spreadsheet row `first_row`; `rows[i][0]` is column `first_column` (1 = A).

    All rows between the first and the last cell with a value are present, also hidden and blank ones; rows may
    differ in length only for CSV. An empty cell is `""` (or None in hand-built rows). Numbers of a workbook come as
    float, also whole ones (`10001.0`); every cell of a CSV is text.
    """

    name: str
    rows: list[list[Cell]]
    first_row: int = 1
    first_column: int = 1
    visibility: str = "visible"  # visible | hidden | very_hidden
    hidden_rows: int = 0
    grouped: bool = False  # rows are grouped into an outline
    filtered: bool = False  # an automatic filter is set
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Merged cells as (first row, first column, last row, last column), counted as a spreadsheet shows them."""


@dataclass(slots=True)
class RawWorkbook:
    kind: str  # xlsx | xls | csv
    sheets: list[RawSheet]
    problems: list["Problem"] = field(default_factory=list)


@dataclass(slots=True)
class PlainTable:
    """A table of a document, or a sheet of a workbook, as plain text: every row has a cell for every column.

    A cell merged across columns gives its text once, in its first column; one merged down the rows gives it in every
    row, and `repeats` tells (row, column), counted from 0, where it only repeats the cell above. `wide` are rows (from
    0) made of one cell across the table. `numbers` are the rows as a person counts them. `paragraphs_before` is the
    text between the table before and this one; text after the last table comes as a table without rows. Footnotes are
    (mark, text), the mark stands in the cell. `notes` are sentences (Russian) on what else a person should know.
    """

    place: str  # «таблица 2», «лист «План»»
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    paragraphs_before: list[str] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    wide: list[int] = field(default_factory=list)
    repeats: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Severity(StrEnum):
    ERROR = "error"  # the row (or, without a row, the file) is refused
    WARNING = "warning"  # taken, and said
    INFO = "info"


@dataclass(slots=True)
class Problem:
    """One complaint: a stable code of the bad-input catalogue, where, what in Russian, how to mend."""

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    sheet: str = ""
    row: int | None = None
    column: str = ""  # spreadsheet letters, «C»


@dataclass(slots=True)
class Recognition:
    """A layout's claim on a sheet: confidence 0–100 and the reasons a person can check (Russian)."""

    layout: str
    confidence: int
    reasons: list[str]
    sheet_index: int
    header_row: int


@dataclass(slots=True)
class TaskHeader:
    """One task column of a ВПР protocol, «9.1 (1б)» → label «9.1», maximum 1."""

    label: str
    maximum: int | None = None
    difficulty: str = ""  # Б | П | В | ""


@dataclass(slots=True)
class PupilColumns:
    """Pupil rows as parallel lists of equal length; absent values are None, never zero.

    `school_code` and `pupil_code` are normalised text; `tasks[i]` has one entry per task header.
    """

    row: list[int] = field(default_factory=list)
    school_code: list[str] = field(default_factory=list)
    class_group: list[str] = field(default_factory=list)
    pupil_code: list[str] = field(default_factory=list)
    variant: list[str] = field(default_factory=list)
    tasks: list[list[int | None]] = field(default_factory=list)
    primary_score: list[int | None] = field(default_factory=list)
    mark: list[int | None] = field(default_factory=list)
    journal_mark: list[int | None] = field(default_factory=list)


@dataclass(slots=True)
class AggregateRow:
    """One school's figures in one procedure, as counted from or printed in the source.

    Counts are integers. `percents` keeps what the source printed (key «2»…«5», text with a dot) when the
    source prints shares and `marks` was rebuilt from them. `distribution` maps a score to a number of
    participants: primary score for ВПР and ОГЭ, test score for ЕГЭ.
    """

    row: int  # first row of the source rows
    row_to: int
    codes: dict[str, str]  # system → normalised code: fisoko, ris, ogrn, inn, local
    school_name: str = ""
    participants: int | None = None
    marks: dict[str, int] = field(default_factory=dict)  # "2".."5" → count
    percents: dict[str, str] = field(default_factory=dict)
    distribution: dict[str, int] = field(default_factory=dict)
    score_sum: int | None = None
    scored: int | None = None
    journal: dict[str, int] = field(default_factory=dict)  # lower, same, higher, gap2 → count
    figures: dict[str, int] = field(default_factory=dict)  # metric code → count (generic tables)
    rows: int = 1  # source rows taken into this one: 1 where it was printed, the pupils' rows where it was counted


@dataclass(slots=True)
class ResultBlock:
    """One procedure of one sheet: who sat it, when, and either pupil rows or school rows.

    `kind`, `subject` and `level` are values of the enums in `diagnostics.enums`; `academic_year` is the
    starting year where the file itself says it, else None. A register or a table of figures has `kind` "".
    """

    sheet: str
    kind: str = ""
    grade: int | None = None  # programme grade
    written_in_grade: int | None = None  # grade in which it was written, when the file says so
    subject: str = ""
    level: str = ""
    academic_year: int | None = None
    held_on: str = ""  # ISO date
    max_score: int | None = None
    tasks: list[TaskHeader] = field(default_factory=list)
    pupils: PupilColumns | None = None
    aggregates: list[AggregateRow] = field(default_factory=list)
    register: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class RowCounts:
    """Every row of the file ends in exactly one place: seen = taken + skipped + refused."""

    seen: int = 0
    taken: int = 0
    skipped: int = 0
    refused: int = 0
    skip_reasons: dict[str, int] = field(default_factory=dict)  # reason in Russian → rows
    dropped_personal_columns: int = 0


@dataclass(slots=True)
class Extract:
    """What a layout made of a workbook. `problems` holds at most 50,000 entries per severity; `problem_counts` all."""

    layout: str
    blocks: list[ResultBlock] = field(default_factory=list)
    counts: RowCounts = field(default_factory=RowCounts)
    problems: list[Problem] = field(default_factory=list)
    problem_counts: dict[str, int] = field(default_factory=dict)  # code → number of occurrences


class Layout(Protocol):
    """A file layout: recognises its own by content, then extracts. Pure functions of the workbook, no clock, no ORM."""

    code: str
    title: str  # Russian

    def recognise(self, workbook: RawWorkbook) -> Recognition | None: ...

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract: ...
