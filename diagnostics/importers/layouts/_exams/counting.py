"""Rows of named participants counted by school. Names and documents are compared here and go no further."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import partial

from diagnostics.enums import AssessmentKind
from diagnostics.importers.layouts._exams.columns import identity_of
from schools.importers.identity import read_ris
from shnor_portal.common.text import fold
from shnor_portal.imports.reader.types import AggregateRow, RawSheet
from shnor_portal.imports.tables.cells import is_blank, text_of, whole
from shnor_portal.imports.tables.columns import Row, Table, close_table, set_aside_repeats, split
from shnor_portal.imports.tables.headers import Header
from shnor_portal.imports.tables.report import Report

MARKS = ("2", "3", "4", "5")
NO_RESULT = "нет результата: не явился, удалён или результат аннулирован"
TOP_SCORE = 100
_TOTAL = "всего участников"

Values = Sequence[int | None]


def count_rows(report: Report, sheet: RawSheet, header: Header, stop: int, kind: AssessmentKind) -> list[AggregateRow]:
    """School rows of one block. `stop` is the index after its last row."""
    stated: list[tuple[int, int]] = []
    table = split(report, sheet, header, header.at["school"], partial(_footer, stated), stop, every=True)
    schools = table.read(header.at["school"], read_ris, "")
    marks = _read(table, header, "mark", 2, 5)
    primary = _read(table, header, "primary", 0, None)
    tests = _read(table, header, "score", 0, TOP_SCORE)
    results = tests if "score" in header.at else marks
    absent = {p for p, result in enumerate(results) if result is None and p not in table.faulty}
    repeats = _repeats(table, header, absent)
    report.skip(NO_RESULT, len(absent))
    _compare(report, table, stated)
    mask = close_table(table, repeats | absent)
    scores = tests if kind == AssessmentKind.EGE and "score" in header.at else primary
    groups: dict[str, list[int]] = {}
    for position, taken in enumerate(mask):
        if taken:
            groups.setdefault(schools[position], []).append(position)
    return [_school(code, at, table, marks, scores) for code, at in groups.items()]


def _footer(stated: list[tuple[int, int]], number: int, row: Row) -> str:
    """Remember «Всего участников: N» and its row; the words tell it from data wherever the number stands."""
    texts = [text_of(cell) for cell in row if not is_blank(cell)]
    if not texts or not fold(texts[0]).startswith(_TOTAL):
        return ""
    digits = re.findall(r"\d+", " ".join(texts))
    if digits:
        stated.append((int(digits[0]), number))
    return "итоговая строка"


def _read(table: Table, header: Header, name: str, low: int, high: int | None) -> list[int | None]:
    if name not in header.at:
        return [None] * len(table)
    return table.read(header.at[name], partial(whole, low=low, high=high))


def _repeats(table: Table, header: Header, absent: set[int]) -> set[int]:
    """The same participant twice in a block. Without documents only rows alike in every cell count as a repeat."""
    index = header.at.get("index")
    contents = [tuple(cell for i, cell in enumerate(row) if i != index) for row in table.rows]
    identity = identity_of(header)
    keys = [_key(row, identity, content) for row, content in zip(table.rows, contents, strict=True)]
    for position in absent:
        keys[position] = None
    return set_aside_repeats(table, keys, "одному участнику", contents)


def _key(row: Row, identity: tuple[int, ...], content: tuple[object, ...]) -> tuple[object, ...] | None:
    if not identity:
        return content
    key = tuple(text_of(row[index]) for index in identity)
    return key if all(key) else None


def _compare(report: Report, table: Table, stated: list[tuple[int, int]]) -> None:
    for number, row in stated:
        if number != len(table):
            report.warn(
                "ROW_INCONSISTENT",
                f"В протоколе указано участников {number}, а строк с участниками {len(table)}.",
                "Проверьте, полностью ли выгружен протокол.",
                sheet=table.sheet.name,
                row=row,
            )


def _school(code: str, at: list[int], table: Table, marks: Values, scores: Values) -> AggregateRow:
    """One school's counts over its positions. Marks are the file's own, never computed from points (domain §3.7)."""
    marked = Counter(str(marks[position]) for position in at if marks[position] is not None)
    scored = [score for position in at if (score := scores[position]) is not None]
    return AggregateRow(
        row=table.numbers[at[0]],
        row_to=table.numbers[at[-1]],
        codes={"ris": code},
        participants=len(at),
        marks={mark: marked[mark] for mark in MARKS} if marked else {},
        distribution={str(score): number for score, number in sorted(Counter(scored).items())},
        score_sum=sum(scored) if scored else None,
        scored=len(scored),
        rows=len(at),
    )
