"""Delimited text (CSV): encoding and delimiter by content, records as Excel would number them.

Encodings taken: UTF-8 with or without a mark, UTF-16 with a mark, windows-1251. Every cell is text; an empty one is "".
"""

import csv
import io
import re
from collections import Counter
from itertools import islice

from shnor_portal.imports.reader.cellfaults import cell_summary, mark_bad_text, row_limit_problem
from shnor_portal.imports.reader.faults import fault
from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.types import Cell, Problem, RawSheet, RawWorkbook, Severity

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (";", "\t", ",")
_SEPARATOR_LINE = re.compile(r"\s*sep=(.)\s*(?:\r\n|\r|\n|$)", re.IGNORECASE)
_RUSSIAN = re.compile("[А-Яа-яЁё№«»–—\xa0…„“”°]")
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SAMPLE_RECORDS = 50
_RUSSIAN_SHARE = 0.7


def read_csv(data: bytes, name: str, limits: Limits) -> RawWorkbook:
    """Read delimited text as a workbook of one sheet called `name`; raises CSV_ENCODING, CSV_FORMAT, ROWS_TOO_MANY."""
    text = _decoded(data)
    if not text.strip():
        raise fault("FILE_EMPTY")
    _check_lines(text, limits)
    text, delimiter = _delimiter(text)
    records, lines = _records(text, delimiter, limits)
    sheet = RawSheet(name, records)
    problems = _check_widths(sheet, lines, limits)
    if _may_hold_bad_text(text, limits):
        problems += cell_summary(sheet, mark_bad_text(sheet, limits))
    return RawWorkbook("csv", [sheet], problems + row_limit_problem(sheet))


def _may_hold_bad_text(text: str, limits: Limits) -> bool:
    """Cheaply: a control character anywhere, or a physical line or quoted break long enough for a cell too long."""
    return bool(_CONTROL.search(text)) or '"' in text or max(map(len, text.splitlines())) > limits.cell_chars


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF_16):
        return _decoded_whole(data, "utf-16")
    if data.startswith(b"\xef\xbb\xbf"):
        return _decoded_whole(data, "utf-8-sig")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_1251(data)


def _decoded_whole(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise fault("CSV_ENCODING", line=_line_of(error, encoding)) from error


def _line_of(error: UnicodeDecodeError, encoding: str) -> int:
    """The physical line on which decoding stopped."""
    before = bytes(error.object[: error.start]).decode(encoding, "replace")
    return len(re.split("\r\n|\r|\n", before))


def _decoded_1251(data: bytes) -> str:
    """Windows-1251, unless some lines are UTF-8 (two files glued) or the letters do not look Russian (DOS, KOI-8)."""
    legacy: list[int] = []
    modern: list[int] = []
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", data), start=1):
        if not line.isascii():
            (modern if _is_utf8(line) else legacy).append(number)
    if modern:
        raise fault("CSV_ENCODING", line=(legacy if len(legacy) <= len(modern) else modern)[0])
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError as error:
        raise fault("CSV_ENCODING", line=_line_of(error, "cp1251")) from error
    foreign = [ch for ch in text if ch > "\x7f"]
    if len(_RUSSIAN.findall("".join(foreign))) < _RUSSIAN_SHARE * len(foreign):
        raise fault("CSV_ENCODING", line=legacy[0])
    return text


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _check_lines(text: str, limits: Limits) -> None:
    """A physical line longer than any table row can be is no table."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > limits.line_chars:
            raise fault("CSV_FORMAT", line=number, detail=f"длина строки {len(line)} знаков")


def _delimiter(text: str) -> tuple[str, str]:
    """The text to read and the sign between its cells: named by a «sep=» line, or the one that gives even records."""
    named = _SEPARATOR_LINE.match(text)
    if named:
        return text[named.end() :], named[1]
    return text, max(_DELIMITERS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first records share the most common width above one, and that width."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(record) for record in islice(reader, _SAMPLE_RECORDS) if len(record) > 1)
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width, number = widths.most_common(1)[0]
    return number, width


def _records(text: str, delimiter: str, limits: Limits) -> tuple[list[list[Cell]], list[int]]:
    """The records and the physical line on which each begins; a quoted cell may hold line breaks."""
    csv.field_size_limit(limits.line_chars)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[Cell]] = []
    lines: list[int] = []
    begins = 1
    try:
        for record in reader:
            records.append([*record])
            lines.append(begins)
            begins = reader.line_num + 1
            if len(records) > limits.rows:
                raise fault("ROWS_TOO_MANY", number=f"больше {limits.rows}", limit=limits.rows)
    except csv.Error as error:
        raise fault("CSV_FORMAT", row=len(records) + 1, line=begins, detail=_reason(str(error))) from error
    return records, lines


def _reason(error: str) -> str:
    if "field larger" in error:
        return "ячейка длиннее, чем бывает в таблице (проверьте кавычки)"
    return "не закрыта или лишняя кавычка"


def _check_widths(sheet: RawSheet, lines: list[int], limits: Limits) -> list[Problem]:
    """Records wider than the table are refused; shorter ones with several cells are named, their blanks stay blanks."""
    widths = Counter(len(record) for record in sheet.rows if len(record) > 1)
    usual = widths.most_common(1)[0][0] if widths else 1
    if usual > limits.columns:
        raise fault("CSV_FORMAT", line=1, detail=f"{usual} столбцов, допустимо {limits.columns}")
    short: list[int] = []
    for at, record in enumerate(sheet.rows):
        if len(record) > usual and any(record[usual:]):
            detail = f"{len(record)} столбцов, а в таблице их {usual}"
            raise fault("CSV_FORMAT", sheet=sheet.name, row=at + 1, line=lines[at], detail=detail)
        if 1 < len(record) < usual:
            short.append(at)
    return [_short_problem(sheet, at, lines[at], usual) for at in short[: limits.listed_problems]]


def _short_problem(sheet: RawSheet, at: int, line: int, usual: int) -> Problem:
    message = f"Строка {line}: {len(sheet.rows[at])} столбцов, а в таблице их {usual}; недостающие ячейки пусты"
    hint = "Проверьте, не разорвана ли строка переводом строки внутри ячейки."
    return Problem("CSV_FORMAT", message, hint, Severity.WARNING, sheet.name, at + 1)
