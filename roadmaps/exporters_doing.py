"""Workbooks of measures, reviews and doses: what the lists show."""

from collections.abc import Iterable, Mapping

from roadmaps.models import Measure, SupportDose
from roadmaps.selectors.doses import CityDose
from roadmaps.selectors.reviews import Cell, RegularityRow, RegularityTable
from roadmaps.selectors.standings import NOTHING_OWED, Standing
from shnor_portal.common.xlsx import Sheet, Value

COLUMNS = (
    "Школа",
    "Раздел",
    "Мероприятие",
    "Срок",
    "Срок до",
    "Ближайший срок",
    "Состояние",
    "Просрочено, рабочих дней",
    "Ответственные",
    "Ожидаемый результат",
    "Принято подтверждений",
    "На проверке",
    "Переносов срока",
)


def measure_sheet(measures: Iterable[Measure], standings: Mapping[int, Standing]) -> Sheet:
    """Measures as `standings.with_list_columns` reads them."""
    return Sheet("Мероприятия", COLUMNS, (_row(row, standings.get(row.pk, NOTHING_OWED)) for row in measures))


def _row(measure: Measure, standing: Standing) -> tuple[Value, ...]:
    return (
        str(measure.roadmap.school or "Дорожная карта города"),
        measure.section.title if measure.section else "",
        measure.title,
        measure.period_wording,
        measure.due_on,
        standing.next_on,
        measure.get_state_display(),
        standing.late.days if standing.late else None,
        measure.responsible,
        measure.expected_result,
        measure.accepted_evidence,  # type: ignore[attr-defined]
        measure.waiting_evidence,  # type: ignore[attr-defined]
        measure.moved_terms,  # type: ignore[attr-defined]
    )


def regularity_sheet(table: RegularityTable) -> Sheet:
    """Schools by months: the light of a signed review in words, or that it is missing."""
    heads = ("Школа", *(f"{month:%m.%Y}" for month in table.months), "Месяцев с экспертизой", "Месяцев всего")
    return Sheet("Регулярность", heads, (_regularity_row(row) for row in table.rows))


def _regularity_row(row: RegularityRow) -> tuple[Value, ...]:
    cells = ["нет экспертизы" if cell.is_missing else _light(cell) for cell in row.cells]
    return (str(row.case.school), *cells, row.figure.reviewed, row.figure.months)


def _light(cell: Cell) -> str | None:
    return cell.review.get_rag_display() if cell.review else None


DOSE_COLUMNS = (
    "Школа",
    "Запланировано",
    "Минут по плану",
    "Оказано",
    "Минут фактически",
    "Оказано без указания времени",
    "Участий от школы",
    "Дефицитов",
    "С данными на обе даты",
    "Из них лучше",
)


def city_dose_sheet(rows: Iterable[CityDose]) -> Sheet:
    """Schools with the help given and the movement of their deficits; nothing says that one caused the other."""
    return Sheet(
        "Поддержка",
        DOSE_COLUMNS,
        (
            (
                str(row.case.school),
                row.dose.planned,
                row.dose.planned_minutes,
                row.dose.delivered,
                row.dose.delivered_minutes,
                row.dose.untimed,
                row.dose.participants,
                len(row.indicators),
                row.known,
                row.better,
            )
            for row in rows
        ),
    )


LOG_COLUMNS = (
    "Вид",
    "Что",
    "Кто оказывает",
    "Мероприятие",
    "План: когда",
    "План: минут",
    "Состояние",
    "Факт: когда",
    "Факт: минут",
    "Участников",
    "Примечание",
)


def dose_sheet(rows: Iterable[SupportDose]) -> Sheet:
    """The log of one school."""
    return Sheet(
        "Журнал поддержки",
        LOG_COLUMNS,
        (
            (
                row.get_kind_display(),
                row.title,
                row.provider,
                str(row.measure) if row.measure else "",
                row.planned_on,
                row.planned_minutes,
                row.get_state_display(),
                row.delivered_on,
                row.delivered_minutes,
                row.participants,
                row.note,
            )
            for row in rows
        ),
    )
