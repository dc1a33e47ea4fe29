"""A table as columns: rows that are not data set aside with a reason, values read once each, faulty rows refused.

Work goes by whole columns, so that a clean table of a million cells costs a few passes in C; only rows that
fail are looked at one by one.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from operator import itemgetter
from typing import Any, TypeVar, cast

from shnor_portal.common.text import fold
from shnor_portal.imports.reader.types import Cell, RawSheet
from shnor_portal.imports.tables.cells import CellFaultError, is_blank, letter, text_of, translate
from shnor_portal.imports.tables.headers import Header
from shnor_portal.imports.tables.report import Report

ABOVE = "сведения над таблицей"
HEADER = "строка заголовка"
BLANK = "пустая строка"
TOTAL = "итоговая строка"
NOTE = "примечание"
REPEATED = "повтор заголовка"
DUPLICATE = "полный повтор другой строки"
OTHER_SHEET = "лист не относится к этой форме"

_TOTAL = re.compile(
    r"(?:итого|всего|в среднем)(?!\w).*|средн(?:ее|ие|ий балл|яя отметка|ий процент)(?!\w).*|минимальная граница.*"
)
"""What a totals row begins with; «Средняя школа № 1» and a pupil Средний are not totals."""

T = TypeVar("T")
Row = Sequence[Cell]


class Table:
    """The data rows of one sheet. `numbers` are spreadsheet rows, `rows` their cells, `faulty` positions refused."""

    def __init__(self, report: Report, sheet: RawSheet, numbers: list[int], rows: list[Row], width: int) -> None:
        self.report, self.sheet, self.numbers = report, sheet, numbers
        self.faulty: set[int] = set()
        self.rows = _padded(rows, width)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, index: int) -> list[Cell]:
        return list(map(itemgetter(index), self.rows))

    def letter(self, index: int) -> str:
        return letter(self.sheet.first_column + index)

    def read(self, index: int, parse: Callable[[Cell], T], missing: T | None = None) -> list[T]:
        """The column's values by position; a value that cannot be read is said and its row becomes faulty."""
        values, faults = translate(self.column(index), parse)
        for position, fault in sorted(faults.items()):
            self.fault(position, fault, self.letter(index))
            values[position] = missing
        return cast(list[T], values)

    def fault(self, position: int, fault: CellFaultError, column: str = "") -> None:
        self.faulty.add(position)
        self.report.say(
            fault.code, fault.message, fault.hint, sheet=self.sheet.name, row=self.numbers[position], column=column
        )

    def kept(self, dropped: Iterable[int] = ()) -> list[bool]:
        """A mask over positions: neither faulty nor dropped."""
        mask = [True] * len(self.rows)
        for position in (*self.faulty, *dropped):
            mask[position] = False
        return mask


def only(mask: Sequence[bool], values: Sequence[T]) -> list[T]:
    return list(compress(values, mask))


def _padded(rows: list[Row], width: int) -> list[Row]:
    """Rows of one length, at least that of the header; only CSV rows ever differ."""
    lengths = set(map(len, rows))
    width = max(width, *lengths) if lengths else width
    if lengths <= {width}:
        return rows
    return [row if len(row) == width else [*row, *[None] * (width - len(row))] for row in rows]


def split(
    report: Report,
    sheet: RawSheet,
    header: Header,
    key: int,
    special: Callable[[int, Row], str] = lambda number, row: "",
    stop: int | None = None,
    every: bool = False,
) -> Table:
    """The data rows under a header; every other row is skipped with its reason.

    `key` is the column that every data row fills; only rows where it does not start with a digit are looked at.
    `special(number, row)` may name a reason of the layout's own. `stop` is the index after the last row;
    `every` has all rows looked at, for tables where a totals row may have a number in the key's column.
    A row that holds something but no key is refused as ROW_NOT_DATA.
    """
    rows = sheet.rows[header.first_data_row : stop]
    first = sheet.first_row + header.first_data_row
    numbers = list(range(first, first + len(rows)))
    keys = [row[key] if key < len(row) else None for row in rows]
    odd = {value for value in set(keys) if every or not _plain_key(value)}
    if odd:
        keep = [value not in odd or _is_data(report, sheet, header, (number, row, key), special)
                for value, number, row in zip(keys, numbers, rows, strict=True)]  # fmt: skip
        rows, numbers = only(keep, rows), only(keep, numbers)
    return Table(report, sheet, numbers, list(rows), len(header.labels))


def _plain_key(value: Cell) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and value[:1].isdigit())


def _is_data(
    report: Report, sheet: RawSheet, header: Header, at: tuple[int, Row, int], special: Callable[[int, Row], str]
) -> bool:
    number, row, key = at
    reason = special(number, row) or not_data_reason(row, header.labels)
    if reason:
        report.skip(reason)
        return False
    if key < len(row) and not is_blank(row[key]):
        return True
    if sum(not is_blank(cell) for cell in row) == 1:
        report.skip(NOTE)
        return False
    title = header.labels[key]
    report.refuse()
    report.say(
        "ROW_NOT_DATA",
        f"В строке есть значения, но не заполнен столбец «{title}».",
        "Заполните столбец или уберите строку.",
        sheet=sheet.name,
        row=number,
        column=letter(sheet.first_column + key),
    )
    return False


def not_data_reason(row: Row, labels: Sequence[str] = ()) -> str:
    """Why a row is not data: blank, totals, the header once more; empty for what may be data."""
    filled = [(i, cell) for i, cell in enumerate(row) if not is_blank(cell)]
    if not filled:
        return BLANK
    texts = [fold(cell) for _, cell in filled if isinstance(cell, str)]
    if texts and _TOTAL.fullmatch(texts[0]):
        return TOTAL
    same = sum(i < len(labels) and bool(labels[i]) and text_of(cell) == labels[i] for i, cell in filled)
    return REPEATED if same >= 2 and same * 2 > len(filled) else ""


def skip_above(report: Report, header: Header, start: int = 0) -> None:
    """Account for the rows above the header and for the header itself."""
    report.skip(ABOVE, header.row - start)
    report.skip(HEADER, header.height)


def see_sheet(report: Report, sheet: RawSheet) -> None:
    """Count a sheet that is read, and say what a person may not see on it."""
    report.see(len(sheet.rows))
    if sheet.visibility != "visible":
        report.warn("SHEET_HIDDEN", "Лист скрыт; его строки прочитаны наравне с остальными.", sheet=sheet.name)
    if sheet.hidden_rows:
        report.tell(
            "ROWS_HIDDEN",
            f"На листе скрыто строк: {sheet.hidden_rows}. Они прочитаны наравне с остальными.",
            "Если скрытые строки лишние, удалите их в файле.",
            sheet=sheet.name,
        )


def pass_sheet(report: Report, sheet: RawSheet) -> None:
    """Count a sheet that the layout has no use for, and say so when it holds anything."""
    report.see(len(sheet.rows))
    report.skip(OTHER_SHEET, len(sheet.rows))
    if sheet.rows:
        report.tell("SHEET_IGNORED", f"Лист «{sheet.name}» не читался: он не относится к этой форме.", sheet=sheet.name)


def duplicates(keys: Sequence[Any], contents: Sequence[Any]) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Positions that repeat an earlier one exactly (→ that one), and positions in conflict (→ all of the group)."""
    if len(set(keys)) == len(keys):
        return {}, {}
    groups: dict[Any, list[int]] = {}
    for position, key in enumerate(keys):
        groups.setdefault(key, []).append(position)
    exact: dict[int, int] = {}
    conflict: dict[int, list[int]] = {}
    for group in groups.values():
        if all(contents[position] == contents[group[0]] for position in group):
            exact.update((position, group[0]) for position in group[1:])
        else:
            conflict.update((position, group) for position in group)
    return exact, conflict


def set_aside_repeats(table: Table, keys: Sequence[Any], of: str, contents: Sequence[Any] = ()) -> set[int]:
    """Positions of exact repeats, counted as skipped; rows of one key that differ become faulty.

    `of` names what is repeated, in the dative («одной школе»). Faulty rows take no part; keys of None neither.
    `contents` are compared instead of whole rows where a running number differs.
    """
    positions = [p for p, sound in enumerate(table.kept()) if sound and keys[p] is not None]
    compared = contents or table.rows
    exact, conflict = duplicates([keys[p] for p in positions], [compared[p] for p in positions])
    for found, group in conflict.items():
        others = ", ".join(str(table.numbers[positions[g]]) for g in group[:6] if g != found)
        sentence = f"Строки {table.numbers[positions[found]]} и {others} относятся к {of}, но значения в них разные."
        table.fault(positions[found], CellFaultError("ROW_CONFLICT", sentence, "Оставьте верную строку."))
    table.report.skip(DUPLICATE, len(exact))
    return {positions[found] for found in exact}


def close_table(table: Table, repeats: set[int]) -> list[bool]:
    """Count refused and taken rows; the mask of rows taken."""
    mask = table.kept(repeats)
    table.report.refuse(len(table.faulty))
    table.report.take(sum(mask))
    return mask
