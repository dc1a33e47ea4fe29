"""An anti-risk programme on paper: the fields of DOMAIN §2.4, step 5, and its own little roadmap."""

from roadmaps.documents.parts import PORTRAIT, fact, labelled_list, labelled_text
from roadmaps.documents.plan_source import indicator_words
from roadmaps.models import AntiRiskProgramme, Measure
from shnor_portal.common.docx import Align, Block, Column, Heading, Paper, Paragraph, Row, SignatureBlock, Table

MEASURE_COLUMNS = (
    Column("№", 10, Align.CENTER),
    Column("Мероприятие", 54),
    Column("Срок", 28, Align.CENTER),
    Column("Показатель", 40),
    Column("Ответственные, участники", 38),
)


def programme_paper(programme: AntiRiskProgramme) -> Paper:
    """Name, aim and tasks, indicators, methods, terms, results, executors, measures that treat the factor."""
    school = programme.case.school
    blocks: list[Block] = [
        Heading(f"Антирисковая программа\n«{programme.title}»"),
        fact("Общеобразовательная организация", school.full_name or school.name),
        fact("Риск-фактор", f"{programme.risk.factor}, значимость: {_level(programme)}"),
        *labelled_text("Цель:", programme.goal),
        *labelled_list("Задачи:", programme.tasks),
        *labelled_list("Целевые показатели:", programme.target_indicators),
        *labelled_text("Методы сбора информации:", programme.methods),
        *labelled_text("Сроки реализации:", programme.period_wording),
        *labelled_list("Ожидаемые конечные результаты:", programme.expected_results),
        *labelled_text("Исполнители:", programme.executors),
        *_measures(programme),
        SignatureBlock("Руководитель общеобразовательной организации", ""),
    ]
    return Paper(f"Антирисковая программа: {school.name}", blocks, PORTRAIT)


def _level(programme: AntiRiskProgramme) -> str:
    risk = programme.risk
    return risk.get_verified_level_display() if risk.verified_level else risk.get_level_display()


def _measures(programme: AntiRiskProgramme) -> list[Block]:
    measures = Measure.objects.live().filter(aims__risk=programme.risk_id)
    rows = [
        Row([str(place), one.title, one.period_wording, indicator_words(one), one.responsible])
        for place, one in enumerate(measures.order_by("section__position", "position", "pk"), start=1)
    ]
    if not rows:
        return []
    label = Paragraph("Дорожная карта программы", Align.LEFT, bold=True, keep_with_next=True)
    return [label, Table(MEASURE_COLUMNS, rows)]
