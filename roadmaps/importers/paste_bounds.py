"""How much may be pasted at once, and what is said of more."""

from shnor_portal.common.refusals import Refusal

MOST_ROWS = 500
MOST_COLUMNS = 12
MOST_CHARACTERS = 5_000
"""Of one cell."""


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
