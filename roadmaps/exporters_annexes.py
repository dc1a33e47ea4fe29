"""Workbooks of annexes and of routes: what the pages show, small groups hidden alike."""

from collections.abc import Iterable

from roadmaps.models import ProgrammeAnnex
from roadmaps.selectors.annexes import AnnexSummary, holder_words
from roadmaps.selectors.pupil_routes import RouteTable
from shnor_portal.common.xlsx import Sheet, Value
from shnor_portal.common.years import format_academic_year

ANNEX_COLUMNS = (
    "Школа",
    "Учебный год",
    "Предмет",
    "Класс",
    "Учитель",
    "Состояние",
    "У кого",
    "Часы",
    "Источник часов",
    "Утверждено",
    "Страница на сайте",
)
SUMMARY_COLUMNS = ("Школа", "Предмет", "Приложений", "Утверждено", "Часов в утверждённых")
SOURCE_COLUMNS = ("Источник часов", "Приложений", "Часов")
ROUTE_COLUMNS = ("Школа", "Параллель", "Предмет", "Маршрутов открыто", "Завершено", "На дату")


def annex_sheet(annexes: Iterable[ProgrammeAnnex]) -> Sheet:
    """Annexes as the list shows them."""
    rows = [
        [
            one.school.name,
            format_academic_year(one.academic_year),
            one.get_subject_display(),
            one.class_group,
            str(one.teacher),
            one.get_state_display(),
            holder_words(one),
            one.hours,
            one.get_hours_source_display() if one.hours_source else "",
            one.approved_on,
            one.site_url,
        ]
        for one in annexes
    ]
    return Sheet("Приложения", ANNEX_COLUMNS, rows)


def summary_sheets(summary: AnnexSummary) -> list[Sheet]:
    """Schools by subjects with a total, and hours by source."""
    rows: list[list[Value]] = [[row.school, row.subject, row.total, row.ready, row.hours] for row in summary.rows]
    total: list[Value] = ["Всего", "", summary.total, summary.ready, summary.hours]
    return [
        Sheet("По школам и предметам", SUMMARY_COLUMNS, [*rows, total]),
        Sheet("Источники часов", SOURCE_COLUMNS, [list(source) for source in summary.sources]),
    ]


def route_sheet(table: RouteTable) -> Sheet:
    """Counts of routes as this person may see them; a hidden count is a word, never a number."""
    rows = [
        [
            row.routes.school.name,
            row.routes.grade,
            row.routes.get_subject_display(),
            row.counts.opened if row.counts.opened is not None else row.counts.opened_words,
            row.counts.finished if row.counts.finished is not None else row.counts.finished_words,
            row.routes.as_of,
        ]
        for row in table.rows
    ]
    label = "Всего без скрытых" if table.has_hidden else "Всего"
    return Sheet("Маршруты", ROUTE_COLUMNS, [*rows, [label, None, "", table.total.opened, table.total.finished, None]])
