"""The school's application and the minutes of an interview on paper (DOMAIN §6.3)."""

from collections.abc import Mapping

from roadmaps.documents.parts import (
    BLANK_NAME,
    DRAFT,
    PORTRAIT,
    fact,
    labelled_list,
    labelled_text,
    numbered_list,
)
from roadmaps.enums import InterviewState
from roadmaps.models import Application, Interview
from roadmaps.reference.application import PROBLEM_AREAS, REQUESTED_SUPPORT
from shnor_portal.common.dates import date_in_digits, date_in_words
from shnor_portal.common.docx import (
    Align,
    Block,
    Column,
    Heading,
    Paper,
    Paragraph,
    RightBlock,
    Row,
    SignatureBlock,
    Table,
)
from shnor_portal.common.years import format_academic_year

DECISION_COLUMNS = (
    Column("№", 12, Align.CENTER),
    Column("Решили", 84),
    Column("Ответственный", 44),
    Column("Срок", 30, Align.CENTER),
)


def application_paper(application: Application) -> Paper:
    """What the school asks for: contingent, problems, measures, self-diagnosis, contact, day."""
    school, city = application.school, application.municipality
    sent = application.submitted_at.astimezone(city.zone).date()
    blocks: list[Block] = [
        RightBlock([city.head_position, city.department_name, city.head_name]),
        Heading(f"Заявка\nна поддержку в {format_academic_year(application.academic_year)} учебном году"),
        fact("Общеобразовательная организация", school.full_name or school.name),
        fact("Контингент", f"{application.headcount} чел." if application.headcount is not None else "не указан"),
        *labelled_list("Проблемные области:", _titles(application.problem_areas, PROBLEM_AREAS)),
        *labelled_text("Проблемы:", application.problems),
        *labelled_list("Запрашиваемая поддержка:", _titles(application.requested_support, REQUESTED_SUPPORT)),
        *labelled_text("Запрашиваемые меры:", application.requested_measures),
        *labelled_text("Самодиагностика:", application.self_diagnosis),
        fact("Контактное лицо", f"{application.contact_name}, {application.contact}"),
        fact("Дата", date_in_words(sent)),
        SignatureBlock("Руководитель общеобразовательной организации", BLANK_NAME),
    ]
    return Paper(f"Заявка: {school.name}", blocks, PORTRAIT)


def minutes_paper(interview: Interview) -> Paper:
    """Day, place, participants, agenda, what was heard, problem points, decisions with terms, signatures."""
    case, city = interview.case, interview.case.municipality
    planned = interview.planned_at.astimezone(city.zone)
    day = interview.held_on or planned.date()
    blocks: list[Block] = [
        *([DRAFT] if interview.state != InterviewState.HELD else []),
        Heading("Протокол\nсобеседования с управленческой командой общеобразовательной организации"),
        fact("Дата", date_in_words(day)),
        fact("Место", interview.place or "не указано"),
        fact("Общеобразовательная организация", case.school.full_name or case.school.name),
        *labelled_list("Участники:", interview.participants),
        *numbered_list("Повестка:", interview.agenda),
        *labelled_text("Заслушали:", interview.heard),
        *labelled_list("Проблемные точки:", interview.problem_points),
        *_decisions(interview),
        SignatureBlock("Председатель", interview.chaired_by or BLANK_NAME),
        SignatureBlock("Протокол вёл(а)", interview.minuted_by or BLANK_NAME),
    ]
    return Paper(f"Протокол собеседования {date_in_digits(day)}: {case.school.name}", blocks, PORTRAIT)


def _decisions(interview: Interview) -> list[Block]:
    rows = [
        Row([str(place), one.text, one.responsible, date_in_digits(one.due_on) if one.due_on else "без срока"])
        for place, one in enumerate(interview.decisions.order_by("position"), start=1)
    ]
    if not rows:
        return []
    return [Paragraph("Решили:", Align.LEFT, bold=True, keep_with_next=True), Table(DECISION_COLUMNS, rows)]


def _titles(codes: list[str], book: Mapping[str, object]) -> list[str]:
    """Names of what was ticked; a code that has left the book is printed as it was stored."""
    return [str(getattr(book.get(code), "title", code)) for code in codes]
