"""A roadmap on paper in the forms that cities, schools and regions print (DOMAIN §6.3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from roadmaps.documents.parts import DRAFT, PORTRAIT, appendix_head, head_signature, labelled_list, landscape
from roadmaps.documents.plan_source import (
    PrintedPlan,
    PrintedRow,
    PrintedSection,
    aims_of_plan,
    evidence_of_plan,
    figures_words,
    indicator_words,
    read_plan,
    standing_of_plan,
    state_words,
)
from roadmaps.documents.short_words import short_words_blocks
from roadmaps.models import Roadmap
from roadmaps.selectors.programme import today_in
from shnor_portal.common.dates import date_in_digits, date_in_words
from shnor_portal.common.docx import (
    Align,
    Block,
    Column,
    Heading,
    Paper,
    PaperStyle,
    Paragraph,
    RightBlock,
    Row,
    SectionRow,
    SignatureBlock,
    Table,
)
from shnor_portal.common.years import format_academic_year

CENTER = Align.CENTER
CITY_COLUMNS = (
    Column("№", 14, CENTER),
    Column("Основные направления деятельности", 92),
    Column("Срок реализации", 38, CENTER),
    Column("Ответственные исполнители", 52),
    Column("Предполагаемые результаты", 66),
)
SCHOOL_COLUMNS = (
    Column("№", 12, CENTER),
    Column("Мероприятия", 57),
    Column("Срок реализации", 27, CENTER),
    Column("Ответственные исполнители", 35),
    Column("Предполагаемые результаты", 42),
    Column("Показатель", 32),
    Column("Базовое и целевое значение", 24),
    Column("Риск-фактор, дефицит", 33),
)
EXECUTION_COLUMNS = (
    Column("№", 12, CENTER),
    Column("Мероприятия", 62),
    Column("Срок реализации", 28, CENTER),
    Column("Ответственные исполнители", 37),
    Column("Предполагаемые результаты", 46),
    Column("Состояние", 33),
    Column("Подтверждения", 44),
)
PROJECT_COLUMNS = (
    Column("№ п/п", 12, CENTER),
    Column("Мероприятия", 54),
    Column("Ответственный исполнитель", 36),
    Column("Сроки", 28, CENTER),
    Column("Ожидаемый результат", 40),
)
REGION_COLUMNS = (
    Column("№", 12, CENTER),
    Column("Мероприятие", 84),
    Column("Срок", 32, CENTER),
    Column("Ответственные", 42),
)
Cells = Callable[[PrintedRow], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a form lays the plan out. `has_roman` sections bear Roman numbers."""

    style: PaperStyle
    columns: Sequence[Column]
    has_roman: bool = True
    has_aims: bool = True


CITY = Layout(landscape(12), CITY_COLUMNS)
SCHOOL = Layout(landscape(10), SCHOOL_COLUMNS)
EXECUTION = Layout(landscape(10), EXECUTION_COLUMNS)
PROJECT = Layout(PORTRAIT, PROJECT_COLUMNS, has_roman=False)
REGION = Layout(PORTRAIT, REGION_COLUMNS, has_roman=False, has_aims=False)


def city_form(roadmap: Roadmap) -> Paper:
    """Five columns, Roman sections, numbers inside them, abbreviations after the table."""
    return _paper(read_plan(roadmap), CITY, _city_cells)


def school_form(roadmap: Roadmap) -> Paper:
    """The same with indicator, its figures, and the risk factor or deficit that the measure treats."""
    aims = aims_of_plan(roadmap)

    def cells(row: PrintedRow) -> list[str]:
        one = row.measure
        return [*_city_cells(row), indicator_words(one), figures_words(one), aims.get(one.pk, "")]

    return _paper(read_plan(roadmap), SCHOOL, cells)


def execution_form(roadmap: Roadmap) -> Paper:
    """How the plan is carried out on the day it is printed: state and evidence of every measure."""
    evidence, standing = evidence_of_plan(roadmap), standing_of_plan(roadmap)

    def cells(row: PrintedRow) -> list[str]:
        one = row.measure
        return [*_city_cells(row), state_words(one, standing.get(one.pk)), evidence.get(one.pk, "")]

    return _paper(read_plan(roadmap), EXECUTION, cells, on_day=date_in_digits(today_in(roadmap.municipality)))


def project_form(roadmap: Roadmap) -> Paper:
    """A plan of a project: stages as rows, numbers running through all of them, footnotes."""
    return _paper(read_plan(roadmap), PROJECT, _project_cells)


def region_form(roadmap: Roadmap) -> Paper:
    """Four columns with blocks, as a region prints it."""
    return _paper(read_plan(roadmap), REGION, _region_cells)


def _city_cells(row: PrintedRow) -> list[str]:
    one = row.measure
    return [row.dotted, row.title, one.period_wording, one.responsible, one.expected_result]


def _project_cells(row: PrintedRow) -> list[str]:
    one = row.measure
    return [str(row.running), row.title, one.responsible, one.period_wording, one.expected_result]


def _region_cells(row: PrintedRow) -> list[str]:
    return [f"{row.running}.", row.title, row.measure.period_wording, row.measure.responsible]


def _paper(plan: PrintedPlan, layout: Layout, cells: Cells, on_day: str = "") -> Paper:
    roadmap = plan.roadmap
    aims = [*labelled_list("Цели:", roadmap.goals), *labelled_list("Задачи:", roadmap.tasks)]
    blocks: list[Block] = [
        *_head(roadmap),
        Heading(roadmap.title),
        *_whose(roadmap),
        *([Paragraph(f"Исполнение на {on_day}", CENTER, indent=False)] if on_day else []),
        *(aims if layout.has_aims else []),
        Table(layout.columns, _rows(plan, layout, cells)),
        *(Paragraph(note, indent=False) for note in plan.footnotes),
        *short_words_blocks(plan),
        _signature(roadmap),
    ]
    return Paper(roadmap.title, blocks, layout.style)


def _rows(plan: PrintedPlan, layout: Layout, cells: Cells) -> list[Row | SectionRow]:
    rows: list[Row | SectionRow] = []
    for section in plan.sections:
        if section.number:
            rows.append(SectionRow(_section_title(section, layout)))
        rows += [Row(cells(row)) for row in section.rows]
    return rows


def _section_title(section: PrintedSection, layout: Layout) -> str:
    return section.roman_title if layout.has_roman else section.title


def _head(roadmap: Roadmap) -> list[Block]:
    """«ПРОЕКТ» until it is in force; then the act that approved it, as far as it is known."""
    if not roadmap.is_in_force:
        return [DRAFT, appendix_head(roadmap.municipality, "", None)]
    if roadmap.number:
        return [appendix_head(roadmap.municipality, roadmap.number, roadmap.adopted_on)]
    return [RightBlock(_approved_lines(roadmap), 85)]


def _approved_lines(roadmap: Roadmap) -> list[str]:
    lines = ["УТВЕРЖДЕНА", roadmap.municipality.department_name]
    if roadmap.approved_at is not None:
        lines.append(date_in_words(roadmap.approved_at.astimezone(roadmap.municipality.zone).date()))
    return lines


def _whose(roadmap: Roadmap) -> list[Block]:
    """The school and the year under the title; the city's own title says both."""
    if roadmap.school is None:
        return []
    name = roadmap.school.full_name or roadmap.school.name
    year = format_academic_year(roadmap.academic_year)
    return [Paragraph(f"{name}\n{year} учебный год", CENTER, indent=False, bold=True)]


def _signature(roadmap: Roadmap) -> SignatureBlock:
    if roadmap.school is None:
        return head_signature(roadmap.municipality)
    return SignatureBlock("Руководитель общеобразовательной организации", "")
