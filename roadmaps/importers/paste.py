"""What people paste into the editor of a plan: cells of Excel, a table of Word, lines of text.

The clipboard brings text with tabs or HTML. Only letters are taken of either: no tag, style, link or comment survives,
and the result is as large as a plan may be or is refused.
"""

import re

from roadmaps.importers.paste_bounds import MOST_ROWS, check_bounds, cleaned, too_large
from roadmaps.importers.paste_html import cells_of_html

_LONGEST_PASTE = 8_000_000
"""Characters of everything: Word surrounds a letter of text by a hundred of its own."""
_ROWS_READ = 10 * MOST_ROWS
"""A selection of whole columns ends in thousands of blank rows; they are cut off, but not counted without end."""

_HTML = re.compile(
    r"\s*<(?:!doctype|html|head|meta|body|table|tbody|tr|td|style|google-sheets|!--|p|div|ul|ol)\b", re.IGNORECASE
)
_QUOTED = re.compile(r'"((?>[^"]+|"")*+)"(?=\t|\r?\n|\r|\Z)')
_BARE = re.compile(r"[^\t\r\n]*")
_NEEDS_QUOTES = re.compile(r'[\t\r\n"]')


def read_pasted(content: str) -> list[list[str]]:
    """Rows of text, all of one length, blank ones at the end left out. A cell keeps its line breaks.

    A cell merged across gives its text once, one merged down in every row. Raises Refusal PASTE_TOO_LARGE (413) past
    500 rows, 12 columns or 5 000 characters in a cell.
    """
    if len(content) > _LONGEST_PASTE:
        raise too_large("Вставлено слишком много текста.")
    rows = _from_html(content) if _HTML.match(content) else _from_text(content)
    while rows and not any(rows[-1]):
        rows.pop()
    check_bounds(rows)
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _from_text(content: str) -> list[list[str]]:
    """Cells between tabs, rows between line ends."""
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        text, at = _cell(content, at)
        rows[-1].append(cleaned(text))
        if content.startswith("\t", at):
            at += 1
            continue
        if at >= len(content):
            return rows
        at += 2 if content.startswith("\r\n", at) else 1
        rows.append([])
        if len(rows) > _ROWS_READ:
            raise too_large(f"Во вставке больше {_ROWS_READ} строк, можно не больше {MOST_ROWS}.")


def _cell(content: str, at: int) -> tuple[str, int]:
    """The cell that begins here and where it ends. Excel quotes one only for a break, a tab or a quote inside."""
    quoted = _QUOTED.match(content, at)
    if quoted and _NEEDS_QUOTES.search(quoted[1]):
        return quoted[1].replace('""', '"'), quoted.end()
    end = _BARE.match(content, at).end()  # type: ignore[union-attr]  # an empty cell matches too
    return content[at:end], end


def _from_html(content: str) -> list[list[str]]:
    rows, outside = cells_of_html(content)
    if rows:
        return rows
    return [[line] for line in cleaned(outside).split("\n") if line]
