"""An annex to a work programme on paper (DOMAIN §6.3): skills, topics, hours and their source, visas."""

from datetime import date

from diagnostics.enums import Subject
from roadmaps.documents.parts import BLANK_DATE, DRAFT, PORTRAIT, fact, initials, labelled_list, labelled_text
from roadmaps.enums import AnnexState, HoursSource
from roadmaps.models import ProgrammeAnnex
from roadmaps.reference.annex import ASSESSMENT_KINDS, HOURS_SOURCES
from shnor_portal.accounts.models import User
from shnor_portal.common.dates import date_in_digits
from shnor_portal.common.docx import Align, Block, Column, Heading, Paper, RightBlock, Row, Table
from shnor_portal.common.numbers import plural
from shnor_portal.common.years import format_academic_year

TOPIC_COLUMNS = (
    Column("№", 10, Align.CENTER),
    Column("Тема", 48),
    Column("Отрабатываемое умение", 44),
    Column("Уроки", 26),
    Column("Часы", 14, Align.CENTER),
    Column("Виды оценки", 28),
)
VISA_COLUMNS = (Column("Виза", 60), Column("Кто", 62), Column("Когда", 48))
IN_FORCE = (AnnexState.APPROVED, AnnexState.PUBLISHED)


def annex_paper(annex: ProgrammeAnnex) -> Paper:
    """The annex with everything that was approved, and the trace of its approval."""
    blocks: list[Block] = [
        *_head(annex),
        Heading(f"Приложение\nк рабочей программе учебного предмета «{Subject(annex.subject).label}»"),
        fact("Общеобразовательная организация", annex.school.full_name or annex.school.name),
        fact("Класс", annex.class_group),
        fact("Учебный год", format_academic_year(annex.academic_year)),
        fact("Учитель", annex.teacher.full_name),
        *labelled_list("Несформированные умения:", annex.skills),
        Table(TOPIC_COLUMNS, _rows(annex)),
        fact("Всего часов", f"{annex.hours} {plural(annex.hours, 'час', 'часа', 'часов')}"),
        *_source(annex),
        *labelled_text("Пояснение:", annex.note),
        Heading("Рассмотрение и согласование", 3),
        Table(VISA_COLUMNS, _visas(annex)),
    ]
    return Paper(f"Приложение к рабочей программе: {annex}", blocks, PORTRAIT)


def _head(annex: ProgrammeAnnex) -> list[Block]:
    if annex.state not in IN_FORCE:
        return [DRAFT]
    day = date_in_digits(annex.approved_on) if annex.approved_on else BLANK_DATE
    by = initials(annex.approved_by.full_name) if annex.approved_by else ""
    return [RightBlock(["УТВЕРЖДЕНО", "Руководитель общеобразовательной организации", by, day])]


def _rows(annex: ProgrammeAnnex) -> list[Row]:
    return [
        Row(
            [
                str(place),
                row.get("topic", ""),
                row.get("skill", ""),
                row.get("lessons", ""),
                str(row.get("hours") or 0),
                ", ".join(_assessment(code) for code in row.get("assessment", ())),
            ]
        )
        for place, row in enumerate(annex.rows, start=1)
    ]


def _assessment(code: str) -> str:
    kind = ASSESSMENT_KINDS.get(code)
    return kind.title.lower() if kind else code


def _source(annex: ProgrammeAnnex) -> list[Block]:
    if not annex.hours_source:
        return [fact("Источник часов", "не указан")]
    return [fact("Источник часов", HOURS_SOURCES[HoursSource(annex.hours_source)].title)]


def _visas(annex: ProgrammeAnnex) -> list[Row]:
    """Each step of the approval; a step not passed yet stays blank."""
    minutes = f"\nпротокол № {annex.association_protocol}" if annex.association_protocol else ""
    association = f"Рассмотрено: {annex.association or 'школьное методическое объединение'}{minutes}"
    rows = [Row([association, _name(annex.association_reader), _day(annex.association_on)])]
    if annex.deputy_reader is not None:
        rows.append(Row(["Согласовано: заместитель руководителя", _name(annex.deputy_reader), _day(annex.deputy_on)]))
    rows.append(Row(["Утверждено: руководитель", _name(annex.approved_by), _day(annex.approved_on)]))
    return rows


def _name(person: User | None) -> str:
    return initials(person.full_name) if person else ""


def _day(day: date | None) -> str:
    return date_in_digits(day) if day else ""
