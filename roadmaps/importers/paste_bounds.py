"""What is taken of a paste: letters only, and no more of them than a plan may hold."""

import re
import unicodedata

from shnor_portal.common.refusals import Refusal

MOST_ROWS = 500
MOST_COLUMNS = 12
MOST_CHARACTERS = 5_000
"""Of one cell."""

_UNWANTED = re.compile(
    "[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SPACES = re.compile(r"[^\S\n]+")


def cleaned(text: str) -> str:
    """Letters and line breaks only: no control or invisible characters, one space for any run of them."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    lines = _SPACES.sub(" ", _UNWANTED.sub("", text)).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def too_large(message: str) -> Refusal:
    return Refusal("PASTE_TOO_LARGE", message, "Вставьте таблицу по частям или загрузите её файлом.", status=413)


def check_bounds(rows: list[list[str]]) -> None:
    """Raises Refusal PASTE_TOO_LARGE for too many rows, columns or letters in a cell."""
    if len(rows) > MOST_ROWS:
        raise too_large(f"Во вставке {len(rows)} строк, можно не больше {MOST_ROWS}.")
    for number, row in enumerate(rows, start=1):
        if len(row) > MOST_COLUMNS:
            raise too_large(f"В строке {number} вставки {len(row)} столбцов, можно не больше {MOST_COLUMNS}.")
        longest = max(map(len, row), default=0)
        if longest > MOST_CHARACTERS:
            raise too_large(f"В строке {number} вставки ячейка длиной {longest} знаков, можно {MOST_CHARACTERS}.")
