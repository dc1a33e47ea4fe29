"""Finding the header of a table and matching its columns by meaning, not by position."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from shnor_portal.common.text import header_skeleton, nearest
from shnor_portal.imports.reader.types import Cell, RawSheet, Severity
from shnor_portal.imports.tables.cells import is_blank, letter, text_of
from shnor_portal.imports.tables.personal import looks_personal, personal_kind
from shnor_portal.imports.tables.report import Report

HEADER_DEPTH = 30
"""A header is looked for in so many first rows (domain §3.2, parser rules)."""


SPELLING = 0.85
"""How alike a misspelt title must be to be read, with a warning."""

skeleton_of = lru_cache(maxsize=4096)(header_skeleton)
"""Layouts look at the same first rows one after another."""


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column: our name, the titles it goes by, and whether the table is useless without it."""

    name: str
    titles: tuple[str, ...]
    required: bool = False
    skeletons: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "skeletons", frozenset(map(skeleton_of, self.titles)))


@dataclass(slots=True)
class Header:
    """A header found. `row` is the index of its first row in the sheet, `height` its rows, `at` name → index."""

    row: int
    height: int
    labels: list[str]
    at: dict[str, int] = field(default_factory=dict)
    inexact: list[tuple[int, str]] = field(default_factory=list)  # index, the declared title
    duplicates: list[tuple[int, int]] = field(default_factory=list)
    others: list[int] = field(default_factory=list)  # labelled columns that no declared title fits
    missing: list[Column] = field(default_factory=list)

    @property
    def first_data_row(self) -> int:
        return self.row + self.height


def match(labels: Sequence[str], columns: Sequence[Column], row: int = 0, height: int = 1) -> Header:
    """Match labels to declared columns by skeleton, then the still missing required ones by nearest spelling."""
    header = Header(row, height, list(labels))
    for index, label in enumerate(labels):
        skeleton = skeleton_of(label) if label else ""
        column = next((c for c in columns if skeleton in c.skeletons), None) if skeleton else None
        if column is None:
            if label:
                header.others.append(index)
        elif column.name in header.at:
            header.duplicates.append((header.at[column.name], index))
        else:
            header.at[column.name] = index
            if not any(_same_writing(label, title) for title in column.titles):
                header.inexact.append((index, column.titles[0]))
    if header.at:
        _match_typos(header, columns)
    header.missing = [c for c in columns if c.required and c.name not in header.at]
    return header


def _match_typos(header: Header, columns: Sequence[Column]) -> None:
    for column in columns:
        if not column.required or column.name in header.at or len(column.titles[0]) < 6:
            continue
        labels = {skeleton_of(header.labels[i]): i for i in header.others}
        found = next(filter(None, (_alike(wanted, labels) for wanted in sorted(column.skeletons))), None)
        if found is not None:
            index = labels[found]
            header.at[column.name] = index
            header.others.remove(index)
            header.inexact.append((index, column.titles[0]))


def _alike(wanted: str, labels: Iterable[str]) -> str | None:
    """The label spelt most like the title; lengths far apart cannot be alike and are not compared."""
    close = [label for label in labels if abs(len(label) - len(wanted)) <= 0.3 * len(wanted)]
    return nearest(wanted, close, SPELLING) if close else None


def _same_writing(label: str, title: str) -> bool:
    """Equal but for case, «ё» and spaces: such differences are normal and not worth a warning."""
    return _plain(label) == _plain(title)


def _plain(text: str) -> str:
    return "".join(text.casefold().replace("ё", "е").split())


def find(sheet: RawSheet, columns: Sequence[Column], anchors: Sequence[str], start: int = 0) -> Header | None:
    """The first row, or pair of rows of a two-storey header, from `start` that has every anchor column."""
    rows = sheet.rows[start : start + HEADER_DEPTH]
    for offset, row in enumerate(rows):
        if sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) < min(2, len(anchors)):
            continue
        labels = [text_of(cell) for cell in row]
        below = rows[offset + 1] if offset + 1 < len(rows) else []
        header = match(labels, columns, start + offset)
        if header.at and header.missing and (merged := two_storey(labels, [text_of(cell) for cell in below])):
            taller = match(merged, columns, start + offset, 2)
            header = taller if len(taller.missing) < len(header.missing) else header
        if all(name in header.at for name in anchors):
            return header
    return None


def two_storey(upper: list[str], lower: list[str]) -> list[str]:
    """Labels of a two-row header: the lower where there is one, else the upper; empty when the lower adds nothing."""
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    return [below or above for above, below in zip(upper, lower, strict=True)] if any(lower) else []


def report_header(
    report: Report, sheet: RawSheet, header: Header, known: Callable[[str], bool] = lambda label: False
) -> bool:
    """Say everything about a header at once; True when the table can be read.

    `known` tells labels that the layout reads itself though no declared column fits (task columns).
    """
    place: dict[str, Any] = {"sheet": sheet.name, "row": sheet.first_row + header.row}

    def where(index: int) -> str:
        return letter(sheet.first_column + index)

    for first, second in header.duplicates:
        report.say(
            "HEADER_DUPLICATE",
            f"Два столбца «{header.labels[second]}»: {where(first)} и {where(second)}.",
            "Оставьте один столбец.",
            column=where(second),
            **place,
        )
    for column in header.missing:
        found = ", ".join(f"«{label}»" for label in header.labels if label)
        report.say("HEADER_MISSING", f"Нет столбца «{column.titles[0]}».", f"Найдены столбцы: {found}."[:500], **place)
    for index, title in header.inexact:
        report.warn(
            "HEADER_UNKNOWN",
            f"Столбец «{header.labels[index][:80]}» прочитан как «{title}».",
            "Если это другой столбец, исправьте заголовок.",
            column=where(index),
            **place,
        )
    ignored = [i for i in header.others if not known(header.labels[i]) and not personal_kind(header.labels[i])]
    if ignored:
        named = ", ".join(f"{where(i)} «{header.labels[i][:60]}»" for i in ignored[:20])
        report.tell("HEADER_IGNORED", f"Столбцы без известного назначения не читались: {named}.", **place)
    return not header.duplicates and not header.missing


def refuse_personal(report: Report, sheet: RawSheet, header: Header) -> bool:
    """Complain of columns with personal data where only codes are allowed; True when there is one."""
    found = [(i, kind) for i, label in enumerate(header.labels) if (kind := personal_kind(label))]
    for index, kind in found:
        column = letter(sheet.first_column + index)
        report.say(
            "PERSONAL_DATA",
            f"В таблице есть столбец с персональными данными ({kind}), здесь допустимы только коды.",
            f"Уберите столбец {column} и загрузите файл снова. Его содержимое не сохранено.",
            severity=Severity.ERROR,
            sheet=sheet.name,
            row=sheet.first_row + header.row,
            column=column,
        )
    return bool(found)


def report_not_found(report: Report, sheet: RawSheet, columns: Sequence[Column]) -> None:
    """HEADER_NOT_FOUND with what was looked for and what the first filled rows hold."""
    wanted = ", ".join(f"«{c.titles[0]}»" for c in columns if c.required)
    rows = [(i, cells) for i, row in enumerate(sheet.rows[:HEADER_DEPTH]) if len(cells := _only_words(row)) > 1]
    index, words = max(rows, key=lambda pair: len(pair[1]), default=(0, []))
    seen = "строки, похожей на заголовок, нет"
    if words:
        seen = f"в строке {sheet.first_row + index} найдено: " + ", ".join(f"«{word[:40]}»" for word in words[:12])
    report.say(
        "HEADER_NOT_FOUND",
        f"В первых {HEADER_DEPTH} строках листа нет заголовка таблицы: ищем столбцы {wanted}; {seen}.",
        "Проверьте, что загружен исходный файл без удалённой шапки.",
        sheet=sheet.name,
    )


def _only_words(row: Sequence[Cell]) -> list[str]:
    """The texts of a row that may be a header. A row with numbers may be a person's, and is never repeated."""
    filled = [text_of(cell) for cell in row if not is_blank(cell)]
    if any(text.replace(".", "").isdigit() or looks_personal(text) for text in filled):
        return []
    return filled
