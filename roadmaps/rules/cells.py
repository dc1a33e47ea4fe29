"""Cells of a plan: which there are, what they are called, how much they hold, and how typed text is cleaned."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shnor_portal.common.refusals import Refusal
from shnor_portal.common.text import clean_text

MAX_LINES = 40
MAX_LINE = 1000
PROSE = 6000
_BULLET = re.compile(r"^[•–—*-]\s+")


class CellKind(StrEnum):
    """TEXT is kept as typed; LINES is a list, one item a line; the others mean something else besides."""

    TEXT = "text"
    LINES = "lines"
    PERIOD = "period"
    INDICATOR = "indicator"
    PROCEDURE = "procedure"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class CellRule:
    """`limit` is in characters; `empty` is what a person reads where nothing stands."""

    label: str
    limit: int
    kind: CellKind = CellKind.TEXT
    required: bool = False
    empty: str = "не указано"


CELLS: Mapping[str, Mapping[str, CellRule]] = {
    "roadmap": {
        "title": CellRule("Название", 600, required=True),
        "goals": CellRule("Цели", MAX_LINES * MAX_LINE, CellKind.LINES, empty="цели не написаны"),
        "tasks": CellRule("Задачи", MAX_LINES * MAX_LINE, CellKind.LINES, empty="задачи не написаны"),
    },
    "section": {"title": CellRule("Раздел", 600, required=True)},
    "measure": {
        "title": CellRule("Мероприятие", PROSE, empty="мероприятие не названо"),
        "period_wording": CellRule("Срок", 300, CellKind.PERIOD, empty="срок не указан"),
        "responsible": CellRule("Ответственные", PROSE, empty="не назначены"),
        "expected_result": CellRule("Ожидаемый результат", PROSE, empty="не описан"),
        "indicator_text": CellRule("Показатель", 300, empty="не выбран"),
        "baseline": CellRule("База", 60, empty="нет"),
        "target": CellRule("Цель", 60, empty="нет"),
        "evidence_hint": CellRule("Чем подтвердить", 300),
        "footnote": CellRule("Сноска", PROSE),
        "indicator": CellRule("Показатель портала", 16, CellKind.INDICATOR),
        "procedure": CellRule("Процедура", 24, CellKind.PROCEDURE),
        "responsible_user": CellRule("Кто отчитывается на портале", 20, CellKind.PERSON),
    },
}
"""Tables and their cells: the keys are what requests and the log of edits say."""

TABLE_FIELDS = ("title", "period_wording", "responsible", "expected_result", "indicator_text", "baseline", "target")
"""Cells of a measure that the table itself shows and a paste or an import fills."""


def cell_rule(table: str, field: str) -> CellRule:
    """Raises Refusal CELL_UNKNOWN for what is no cell."""
    rule = CELLS.get(table, {}).get(field)
    if rule is None:
        raise Refusal("CELL_UNKNOWN", "Такой ячейки в плане нет.", "Обновите страницу.", status=400)
    return rule


def clean_cell(rule: CellRule, value: str) -> str:
    """What will be stored: line feeds alone between lines, nothing around, NFC; a list has no empty items.

    Raises Refusal TEXT_CONTROL, TEXT_TOO_LONG, TEXT_REQUIRED, LINES_TOO_MANY.
    """
    reading = clean_text(as_shown(value), rule.limit)
    for problem in reading.problems:
        raise Refusal(problem.code, f"{rule.label}: {problem.message}.", problem.hint, status=400)
    text = "\n".join(lines_of(reading.value)) if rule.kind == CellKind.LINES else reading.value
    if rule.required and not text:
        raise Refusal("TEXT_REQUIRED", f"{rule.label}: нужен текст.", "Напишите хотя бы слово.", status=400)
    if rule.kind == CellKind.LINES:
        require_short(rule, text.split("\n"))
    return text


def require_short(rule: CellRule, lines: list[str]) -> None:
    """Refusal LINES_TOO_MANY when a list is longer than a paper can bear."""
    if len(lines) > MAX_LINES or any(len(line) > MAX_LINE for line in lines):
        raise Refusal(
            "LINES_TOO_MANY",
            f"{rule.label}: не больше {MAX_LINES} пунктов, каждый не длиннее {MAX_LINE} знаков.",
            "Объедините близкие пункты или сократите их.",
            status=400,
        )


def as_shown(value: str) -> str:
    """Text as both sides of an edit compare it."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def lines_of(text: str) -> list[str]:
    """Items of a list, one a line, without the marks that people and Word put before them."""
    items = [raw.strip() for raw in text.split("\n")]
    return [line for line in (_BULLET.sub("", item, count=1).strip() for item in items) if line]
