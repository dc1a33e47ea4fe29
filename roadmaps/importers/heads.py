"""Heads of a plan's columns, found by meaning: no two cities name or order them alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from roadmaps.importers.wordings import is_number
from shnor_portal.common.text import header_skeleton, nearest

FIELDS = ("period", "responsible", "expected_result", "indicator", "baseline", "target")
"""Columns of a measure beside its number and its title; named as in `MeasureDraft`."""

TITLES = {
    "number": "№",
    "title": "Мероприятие",
    "period": "Срок",
    "responsible": "Ответственные",
    "expected_result": "Ожидаемый результат",
    "indicator": "Показатель",
    "baseline": "Базовое значение",
    "target": "Целевое значение",
    "section": "Раздел",
}

_LONGEST_HEAD = 90
_SPELLING = 0.82
_MEANINGS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("number", r"^(?:№|n[оео.]?|номер|п/п)(?:\s*п\.?\s*/?\s*п\.?)?\.?$"),
        ("title", r"^(?:основн\w+ |планируем\w+ )?мероприяти"),
        (
            "expected_result",
            r"^(?:ожидаем|предполагаем|планируем|прогнозируем|конечн|итогов)\w* (?:\w+ )?результат|^результат",
        ),
        ("period", r"\bсрок|^дат[аы]|^период|^врем|^месяц|^когда"),
        ("responsible", r"ответствен|исполнител|^кто\b"),
        ("target", r"\bцелев|(?:планов|планируем|прогнозн)\w* значени|на конец"),
        ("baseline", r"\bбазов|исходн|стартов|(?:текущ|фактическ)\w* значени|на начало"),
        ("indicator", r"показател|индикатор|критери"),
        ("expected_result", r"результат|^эффект|^итог"),
        (
            "title",
            r"мероприяти|содержание|направлени\w+ деятельности|действи|вид\w* (?:работ|деятельности)|^наименовани",
        ),
        ("section", r"^(?:направлени|этап|раздел|блок)"),
    )
)
_SPELT = {
    "мероприятия": "title",
    "мероприятие": "title",
    "сроки": "period",
    "сроки реализации": "period",
    "срок исполнения": "period",
    "ответственный": "responsible",
    "ответственные": "responsible",
    "исполнители": "responsible",
    "ответственные исполнители": "responsible",
    "ожидаемый результат": "expected_result",
    "предполагаемые результаты": "expected_result",
    "показатель": "indicator",
    "базовое значение": "baseline",
    "целевое значение": "target",
}


@dataclass(slots=True)
class Heads:
    """A header found: `at` name → column, `height` its rows, `ignored` labels that mean nothing to us by column."""

    height: int = 1
    at: dict[str, int] = field(default_factory=dict)
    guessed: dict[int, str] = field(default_factory=dict)  # column → label that was read by its spelling
    doubled: dict[int, str] = field(default_factory=dict)
    ignored: dict[int, str] = field(default_factory=dict)


def heads_at(rows: Sequence[Sequence[str]], index: int) -> Heads | None:
    """The header that begins in this row, one or two rows high; None when the row is no header."""
    if not _may_be_heads(rows[index]):
        return None
    single = _heads_of(rows[index])
    if index + 1 < len(rows) and _may_be_heads(rows[index + 1]):
        double = _heads_of([_storeys(*pair) for pair in zip(rows[index], rows[index + 1], strict=True)])
        if _is_second_storey(rows[index], rows[index + 1]) and len(double.at) > len(single.at):
            double.height = 2
            single = double
    return single if _is_header(single) else None


def meaning_of(label: str) -> str:
    """The column a label means, «» for a label we do not know."""
    skeleton = _skeleton(label)
    return next((name for name, meaning in _MEANINGS if meaning.search(skeleton)), "")


@lru_cache(maxsize=4096)
def _skeleton(label: str) -> str:
    return header_skeleton(re.sub(r"-\n", "", label))


def _may_be_heads(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and all(len(cell) <= _LONGEST_HEAD and not is_number(cell) for cell in filled)


def _is_second_storey(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Under an upper storey that says all, a lower one is the first measure."""
    return any(below and not above for above, below in zip(upper, lower, strict=True)) or any(
        below == above for above, below in zip(upper, lower, strict=True) if below
    )


def _storeys(above: str, below: str) -> str:
    return above if not below or above == below else f"{above} {below}".strip()


def _heads_of(labels: Sequence[str]) -> Heads:
    heads = Heads()
    for column, label in enumerate(labels):
        name = meaning_of(label) if label else ""
        if not name:
            if label:
                heads.ignored[column] = label
        elif name in heads.at:
            heads.doubled[column] = label
        else:
            heads.at[name] = column
    if len(heads.at) > 1:
        _guess(heads)
    if "title" not in heads.at and "section" in heads.at:
        heads.at["title"] = heads.at.pop("section")
    return heads


def _guess(heads: Heads) -> None:
    """Read misspelt labels in a row that is a header by its others; else every cell of a plan would be compared."""
    for column, label in list(heads.ignored.items()):
        close = nearest(label, _SPELT, _SPELLING) if len(label) > 4 else None
        if close is not None and _SPELT[close] not in heads.at:
            heads.at[_SPELT[close]] = column
            heads.guessed[column] = heads.ignored.pop(column)


def _is_header(heads: Heads) -> bool:
    """A title and one more column of a measure, and more labels known than not."""
    known = len(heads.at)
    return "title" in heads.at and any(name in heads.at for name in FIELDS) and known >= len(heads.ignored)
