"""Workbooks of the calendar and of the city board: what is on the screen."""

from collections.abc import Iterable
from datetime import date

from roadmaps.rules.occurrence import Occurrence
from roadmaps.selectors.board import BoardRow
from roadmaps.selectors.case_path import STOPS
from shnor_portal.common.xlsx import Sheet, Value

CALENDAR = ("Срок", "Последний день", "Что", "Вид", "Школа", "Состояние", "Сделано школами", "Всего школ", "Мой срок")


def calendar_sheet(rows: Iterable[Occurrence], today: date) -> Sheet:
    """Lines of the calendar in the order of the page."""
    return Sheet("Календарь", CALENDAR, (_row(row, today) for row in rows))


def _row(row: Occurrence, today: date) -> tuple[Value, ...]:
    return (
        row.day,
        row.until,
        row.title,
        str(row.kind.label),
        row.school,
        row.words(today),
        row.tally.done if row.tally else None,
        row.tally.total if row.tally else None,
        row.is_mine,
    )


BOARD = ("Школа", "Этап", "Этап просрочен", "Состояние", "Оценка месяца")
BOARD_REST = (
    "Подтверждено мероприятий",
    "Из тех, чей срок наступил",
    "Просрочено мероприятий",
    "Ближайший срок",
    "Координатор",
    "Лет подряд",
)


def board_sheet(rows: Iterable[BoardRow]) -> Sheet:
    """Schools of the board with each stage in words."""
    columns = (*BOARD, *(title for title, _ in STOPS), *BOARD_REST)
    return Sheet("Доска", columns, (_board_row(row) for row in rows))


def _board_row(row: BoardRow) -> tuple[Value, ...]:
    case, progress = row.case, row.figures.progress
    standing = "приостановлена" if case.is_paused else "завершена" if case.is_closed else "идёт"
    return (
        case.school.name,
        case.get_stage_display(),
        bool(row.late_stop),
        standing,
        case.get_rag_display() if case.rag else "оценки нет",
        *("просрочено" if stop.is_late else stop.words for stop in row.stops),
        progress.done,
        progress.due,
        progress.overdue,
        row.next_on,
        str(case.coordinator or "не назначен"),
        case.years_in_row,
    )
