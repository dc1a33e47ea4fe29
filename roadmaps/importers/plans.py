"""Recognising a plan (дорожная карта) in the tables and texts of a file, whatever its city made of it.

The shapes met in practice: heads repeated on every page, a table cut into several by pages, sections as rows, as a
column or as headings between tables, rows cut in two, columns in any order and under any of a dozen names.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from roadmaps.importers.drafts import PlanDraft
from roadmaps.importers.heads import TITLES, Heads, heads_at
from roadmaps.importers.rows import Line, RowReader, check_measures
from roadmaps.importers.texts import add_abbreviation, list_named, names_abbreviations, read_texts
from roadmaps.importers.wordings import NOTE_MARK, is_section_number, marks_in, number_of, one_line, section_of
from shnor_portal.imports.reader.types import PlainTable

HEADER_DEPTH = 30
"""A header is looked for in so many first rows of a table."""

_LONGEST_HEADING = 200
_BETWEEN_PAGES = re.compile(r"\W{0,20}\d{0,4}\W{0,20}|продолжение.{0,60}", re.IGNORECASE | re.DOTALL)


class RowsUnaccountedError(RuntimeError):
    """The recogniser lost or doubled rows; its draft must not be used."""


def recognise_plan(tables: Sequence[PlainTable]) -> PlanDraft:
    """The plan in the tables of one file, in their order. Never refuses: what is doubtful is in `issues`."""
    draft = PlanDraft()
    reader = RowReader(draft)
    known: dict[str, set[str]] = {}
    texts: list[list[str]] = []
    width = 0
    for table in tables:
        texts.append([*reader.below, *table.paragraphs_before])
        reader.below = []
        draft.rows.seen += len(table.rows)
        draft.footnotes += table.footnotes
        for note in table.notes:
            draft.say("FILE_NOTE", note, "", table.place)
        start, rest = _first_header(table), _continuation(table, width)
        if start is not None:
            texts[-1] += _preface(draft, table, start)
            _section_before(reader, texts[-1])
            width = len(table.rows[0])
            known[table.place] = _read_rows(reader, table, start)
        elif rest is not None:
            known[table.place] = _read_rows(reader, rest, 0)
        else:
            _read_other(draft, table)
    read_texts(draft, [*texts, reader.below], _first_plan(tables, known))
    _finish(draft, known)
    return draft


def recognise_rows(rows: Sequence[Sequence[str]], place: str = "вставка") -> PlanDraft:
    """The plan in rows that were pasted; they are of one length."""
    return recognise_plan([PlainTable(place, [list(row) for row in rows], list(range(1, len(rows) + 1)))])


def _first_header(table: PlainTable) -> int | None:
    rows = range(min(len(table.rows), HEADER_DEPTH))
    return next((at for at in rows if heads_at(table.rows, at) is not None), None)


def _continuation(table: PlainTable, width: int) -> PlainTable | None:
    """The table as the rest of one cut by a page: as many columns, nothing between but a page's number; else None.

    A stray column at the right, with a word in it here and there, is what a converter made of a broken border: its
    words go to the last column.
    """
    if not width or not table.rows or len(table.rows[0]) < width or not _is_page_end(table.paragraphs_before):
        return None
    stray = sum(any(row[width:]) for row in table.rows)
    if stray > max(1, len(table.rows) // 10):
        return None
    last = width - 1
    rows = [[*row[:last], "\n".join(cell for cell in row[last:] if cell)] for row in table.rows]
    return replace(table, rows=rows, repeats=[pair for pair in table.repeats if pair[1] < width])


def _is_page_end(lines: Sequence[str]) -> bool:
    return all(_BETWEEN_PAGES.fullmatch(line) or NOTE_MARK.match(line) for line in lines)


def _preface(draft: PlanDraft, table: PlainTable, start: int) -> list[str]:
    """Rows of a sheet above the header hold the plan's name and goals: text, line by line."""
    above = [[cell for cell in row if cell] for row in table.rows[:start]]
    for cells in above:
        draft.rows.skipped["текст над таблицей" if cells else "пустая строка"] += 1
    return [line for cells in above for cell in cells for line in cell.split("\n")]


def _section_before(reader: RowReader, lines: Sequence[str]) -> None:
    """«I. Диагностика» as a heading above a table of its own is that table's section."""
    if _is_page_end(lines):
        return
    reader.measure = None
    section = section_of(lines[-1])
    if section.number and len(lines[-1]) < _LONGEST_HEADING and is_section_number(lines[-1].split(maxsplit=1)[0]):
        reader.open_section(section)


def _read_rows(reader: RowReader, table: PlainTable, start: int) -> set[str]:
    """Every row of a plan's table; gives the columns it has."""
    repeats: dict[int, set[int]] = {}
    for row, column in table.repeats:
        repeats.setdefault(row, set()).add(column)
    wide = set(table.wide)
    at = start
    while at < len(table.rows):
        heads = None if at in wide else heads_at(table.rows, at)
        if heads is not None:
            if heads.at != reader.heads.at:
                _tell_heads(reader.draft, heads, table)
            reader.heads = heads
            reader.draft.rows.header += heads.height
            at += heads.height
            continue
        line = _line(table, at, reader.heads, repeats.get(at, set()))
        reader.take(replace(line, is_wide=at in wide, next_number=_next_number(table, at, reader.heads)))
        at += 1
    return set(reader.heads.at)


def _next_number(table: PlainTable, at: int, heads: Heads) -> str:
    """What the row below holds in the column «№»: a section's number is the beginning of it."""
    column = heads.at.get("number")
    return number_of(table.rows[at + 1][column]) if column is not None and at + 1 < len(table.rows) else ""


def _line(table: PlainTable, at: int, heads: Heads, repeated: set[int]) -> Line:
    row = table.rows[at]
    names = {column: name for name, column in heads.at.items()}
    texts = {name: row[column] for column, name in names.items() if row[column] and column not in repeated}
    copies = {name: row[column] for column, name in names.items() if row[column] and column in repeated}
    filled = [cell for column, cell in enumerate(row) if cell and column not in repeated]
    return Line(texts, copies, filled, f"{table.place}, строка {table.numbers[at]}")


def _tell_heads(draft: PlanDraft, heads: Heads, table: PlainTable) -> None:
    """What a person should know of how the columns were read, once for each header that differs."""
    columns = {column: name for name, column in heads.at.items()}
    for column, label in heads.guessed.items():
        read = TITLES[columns[column]]
        draft.say("HEADER_UNKNOWN", f"Столбец «{one_line(label)}» прочитан как «{read}».", "", table.place)
    for label in heads.doubled.values():
        message = f"Второй столбец того же смысла «{one_line(label)}» не прочитан."
        draft.say("HEADER_DUPLICATE", message, "Оставьте один столбец.", table.place)
    for label in heads.ignored.values():
        hint = "Перенесите нужное из него вручную."
        draft.say("HEADER_IGNORED", f"Столбец «{one_line(label)}» не прочитан.", hint, table.place)
    for name in ("period", "responsible"):
        if name not in heads.at:
            draft.say("HEADER_MISSING", f"Нет столбца «{TITLES[name]}».", "Впишите после загрузки.", table.place)


def _read_other(draft: PlanDraft, table: PlainTable) -> None:
    """A table that is no plan: a list of abbreviations, a passport with goals, or one that is named and left out."""
    if not table.rows:
        return
    is_pair = len(table.rows[0]) == 2
    if is_pair and any(map(names_abbreviations, [*table.paragraphs_before[-1:], table.rows[0][0]])):
        for short, full in table.rows:
            if short and full:
                add_abbreviation(draft, short, full)
        draft.rows.skipped["строки перечня сокращений"] += len(table.rows)
    elif is_pair and any(list_named(f"{one_line(row[0])}:")[0] for row in table.rows):
        _read_passport(draft, table)
    else:
        draft.rows.skipped["другая таблица"] += len(table.rows)
        first = "; ".join(one_line(cell) for cell in table.rows[0] if cell)[:120]
        message = f"Таблица не похожа на план и не прочитана ({len(table.rows)} стр.): «{first}»."
        draft.say("TABLE_SKIPPED", message, "", table.place)


def _read_passport(draft: PlanDraft, table: PlainTable) -> None:
    """Goals and tasks among «name | text» rows; a row without a name goes on with the row above."""
    kind = ""
    for name, text in table.rows:
        kind = list_named(f"{one_line(name)}:")[0] if name else kind
        if kind:
            getattr(draft, kind).extend(list_named(f"цель: {text}".replace("\n", "; "))[1])
    draft.rows.skipped["строки паспорта"] += len(table.rows)


def _first_plan(tables: Sequence[PlainTable], known: dict[str, set[str]]) -> int:
    return next((at for at, table in enumerate(tables) if table.place in known), len(tables))


def _finish(draft: PlanDraft, known: dict[str, set[str]]) -> None:
    check_measures(draft, known)
    for measure in draft.measures:
        text = f"{measure.title}\n{measure.responsible}\n{measure.expected_result}\n{measure.indicator}"
        marks = marks_in(text)
        measure.footnote = "\n".join(f"{mark} {note}" for mark, note in draft.footnotes if mark in marks)
    if not known:
        wanted = "«Мероприятие» и хотя бы один из столбцов «Срок», «Ответственные», «Ожидаемый результат»"
        hint = "Проверьте, что в файле есть таблица плана с шапкой."
        draft.say("HEADER_NOT_FOUND", f"Нет таблицы со столбцами {wanted}.", hint)
    elif not draft.measures:
        draft.say("NO_DATA_ROWS", "В таблице плана нет ни одного мероприятия.", "Проверьте, тот ли файл выбран.")
    if not draft.rows.adds_up:
        raise RowsUnaccountedError(f"{draft.rows.seen} rows seen")
