"""Workbooks of the road."""

from collections.abc import Iterable

from roadmaps.selectors.cases import CaseRow
from shnor_portal.common.xlsx import Sheet, Value

CASE_COLUMNS = [
    "Школа",
    "Этап",
    "На этапе с",
    "Срок этапа",
    "Просрочен",
    "Состояние",
    "Оценка месяца",
    "Лет подряд",
    "Формат поддержки",
    "Дефицитов",
    "Открытых вопросов",
    "Координатор",
    "Куратор",
    "Как вошла",
]


def case_sheet(rows: Iterable[CaseRow]) -> Sheet:
    """Cases as the list shows them. Notes are not there, restricted or not."""
    return Sheet("Поддержка школ", CASE_COLUMNS, (_case(row) for row in rows))


def _case(row: CaseRow) -> list[Value]:
    case = row.case
    standing = "приостановлена" if case.is_paused else case.get_outcome_display() if case.is_closed else "идёт"
    return [
        case.school.name,
        case.get_stage_display(),
        case.stage_since,
        row.due_on,
        row.is_late,
        standing,
        case.get_rag_display() or "нет",
        case.years_in_row,
        str(case.support_format or "не выбран"),
        case.deficit_count,  # type: ignore[attr-defined]
        case.open_concerns,  # type: ignore[attr-defined]
        str(case.coordinator or "не назначен"),
        str(case.curator or "не назначен"),
        case.get_entry_kind_display(),
    ]
