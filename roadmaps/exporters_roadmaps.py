"""Workbooks of roadmaps: the register, and a plan in the shape that can be loaded back."""

from collections.abc import Iterable, Sequence

from roadmaps.selectors.roadmap_lists import RegisterRow
from roadmaps.selectors.roadmap_page import Plan, PlanRow
from shnor_portal.common.xlsx import Sheet, Value
from shnor_portal.common.years import format_academic_year

REGISTER_COLUMNS = (
    "Чья", "Название", "Учебный год", "Состояние", "У кого", "Мероприятий", "Срок сдачи", "Опоздание, рабочих дней",
    "Сдана", "Утверждена",
)  # fmt: skip
PLAN_COLUMNS = (
    "№",
    "Мероприятие",
    "Срок",
    "Ответственные",
    "Ожидаемый результат",
    "Показатель",
    "Базовое значение",
    "Целевое значение",
)
PLAN_FIELDS = ("title", "period_wording", "responsible", "expected_result", "indicator_text", "baseline", "target")


def register_sheet(rows: Iterable[RegisterRow]) -> Sheet:
    """Roadmaps as the register shows them."""
    return Sheet("Дорожные карты", REGISTER_COLUMNS, (_register(row) for row in rows))


def _register(row: RegisterRow) -> Sequence[Value]:
    roadmap = row.roadmap
    return [
        roadmap.school.name if roadmap.school else "город",
        roadmap.title,
        format_academic_year(roadmap.academic_year),
        roadmap.get_state_display(),
        row.holder,
        roadmap.measure_count,  # type: ignore[attr-defined]  # annotated by listed_roadmaps
        roadmap.due_on,
        row.late or None,
        roadmap.submitted_at and roadmap.submitted_at.date(),
        roadmap.approved_at and roadmap.approved_at.date(),
    ]


def plan_sheet(plan: Plan) -> Sheet:
    """The plan's table with its sections as rows, as an import of plans reads it."""
    return Sheet("План", PLAN_COLUMNS, [_plan(row) for row in plan.rows])


def _plan(row: PlanRow) -> Sequence[Value]:
    if row.kind == "section":
        return [f"{row.number}. {row.cells['title'].text}", *[""] * (len(PLAN_COLUMNS) - 1)]
    return [row.number, *(row.cells[name].text for name in PLAN_FIELDS)]


def head_sheet(plan: Plan) -> Sheet:
    """Title, goals and tasks, each item a row."""
    head = plan.head
    rows: list[Sequence[Value]] = [["Название", head["title"].text]]
    for label, name in (("Цели", "goals"), ("Задачи", "tasks")):
        rows += [[label, line] for line in head[name].text.split("\n") if line]
    return Sheet("Цели и задачи", ("Что", "Текст"), rows)
