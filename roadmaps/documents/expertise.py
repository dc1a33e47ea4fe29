"""The coordinator's monthly review and the expert's conclusion on paper (DOMAIN §6.3)."""

from roadmaps.documents.parts import DRAFT, PORTRAIT, fact, labelled_text, person_signature
from roadmaps.enums import CaseOutcome, ConclusionKind, Rag, ReviewState
from roadmaps.models import Conclusion, MonthlyReview
from roadmaps.reference.review_criteria import MAX_MARK, REVIEW_CRITERIA
from roadmaps.selectors.movement import Figure, Movement, movement_from, movements_of
from shnor_portal.common.dates import date_in_digits, month_in_words
from shnor_portal.common.docx import Align, Block, Column, Heading, Paper, Paragraph, Row, Table
from shnor_portal.common.numbers import format_percent
from shnor_portal.common.years import format_academic_year

CRITERIA_COLUMNS = (
    Column("№", 12, Align.CENTER),
    Column("Критерий", 48),
    Column("Оценка", 20, Align.CENTER),
    Column("Что это значит", 50),
    Column("Пояснение", 40),
)
CORRECTION_COLUMNS = (
    Column("№", 12, Align.CENTER),
    Column("Что исправить", 70),
    Column("Мероприятие", 58),
    Column("Срок", 30, Align.CENTER),
)
MOVEMENT_COLUMNS = (
    Column("Процедура", 62),
    Column("При включении в перечень", 54, Align.CENTER),
    Column("Последние результаты", 54, Align.CENTER),
)


def review_paper(review: MonthlyReview) -> Paper:
    """What was checked, marks by criteria, the month's light with its reason, remarks, corrections."""
    school = review.case.school
    blocks: list[Block] = [
        *([DRAFT] if review.state != ReviewState.SIGNED else []),
        Heading(f"Экспертное заключение координатора\nза {month_in_words(review.month)} года"),
        fact("Общеобразовательная организация", school.full_name or school.name),
        *_counts(review),
        *labelled_text("Что проверено:", review.checked),
        *_marks(review),
        *_light(review),
        *labelled_text("Замечания:", review.remarks),
        *_corrections(review),
        *([_signed_on(review)] if review.signed_at else []),
        person_signature("Муниципальный координатор", review.reviewer),
    ]
    return Paper(f"Экспертиза за {month_in_words(review.month)}: {school.name}", blocks, PORTRAIT)


def conclusion_paper(conclusion: Conclusion) -> Paper:
    """Interim or final: the text, what changed, figures then and now, the recommendation."""
    case = conclusion.case
    kind = ConclusionKind(conclusion.kind)
    year = format_academic_year(case.academic_year)
    blocks: list[Block] = [
        *([DRAFT] if conclusion.signed_at is None else []),
        Heading(f"{kind.label.capitalize()} экспертное заключение\nо результатах поддержки в {year} учебном году"),
        fact("Общеобразовательная организация", case.school.full_name or case.school.name),
        *labelled_text("Заключение:", conclusion.text),
        *labelled_text("Что изменилось:", conclusion.effect),
        *_movements(conclusion),
        *_recommendation(conclusion),
        *([_signed_on(conclusion)] if conclusion.signed_at else []),
        person_signature("Эксперт", conclusion.author),
    ]
    return Paper(f"{kind.label.capitalize()} заключение: {case.school.name}", blocks, PORTRAIT)


def _counts(review: MonthlyReview) -> list[Block]:
    """Counted at signing; a draft has no counts yet."""
    if review.done is None or review.due is None:
        return []
    said = f"{review.done} из {review.due}"
    late = f", просрочено {review.overdue}" if review.overdue else ""
    return [fact("Подтверждено мероприятий из тех, чей срок наступил", said + late)]


def _marks(review: MonthlyReview) -> list[Block]:
    rows = []
    for place, (code, criterion) in enumerate(REVIEW_CRITERIA.items(), start=1):
        given = review.marks.get(code) or {}
        mark = given.get("mark")
        meaning = criterion.marks[mark] if mark is not None else ""
        shown = f"{mark} из {MAX_MARK}" if mark is not None else "нет оценки"
        rows.append(Row([str(place), criterion.title, shown, meaning, given.get("note", "")]))
    return [
        Paragraph("Оценка по критериям", Align.LEFT, bold=True, keep_with_next=True),
        Table(CRITERIA_COLUMNS, rows),
    ]


def _light(review: MonthlyReview) -> list[Block]:
    return labelled_text(f"Общая оценка: {Rag(review.rag).label}", review.rag_reason or "—") if review.rag else []


def _corrections(review: MonthlyReview) -> list[Block]:
    rows = [
        Row([str(place), one.text, str(one.measure or ""), date_in_digits(one.due_on) if one.due_on else "без срока"])
        for place, one in enumerate(review.corrections.select_related("measure").order_by("pk"), start=1)
    ]
    if not rows:
        return []
    label = Paragraph("Корректировка мер", Align.LEFT, bold=True, keep_with_next=True)
    return [label, Table(CORRECTION_COLUMNS, rows)]


def _movements(conclusion: Conclusion) -> list[Block]:
    """Figures frozen at signing; of a draft those of today."""
    signed = conclusion.signed_at is not None
    found = [movement_from(one) for one in conclusion.figures] if signed else movements_of(conclusion.case)
    if not found:
        return []
    label = Paragraph("Не преодолели порог, участников", Align.LEFT, bold=True, keep_with_next=True)
    return [label, Table(MOVEMENT_COLUMNS, [_movement(one) for one in found])]


def _movement(one: Movement) -> Row:
    return Row([one.title, _figure(one.then), _figure(one.now)])


def _figure(figure: Figure) -> str:
    if figure.failed is None or not figure.participants:
        return "нет данных"
    year = f"\n{format_academic_year(figure.year)}" if figure.year else ""
    return f"{figure.failed} из {figure.participants} ({format_percent(figure.failed, figure.participants)}){year}"


def _recommendation(conclusion: Conclusion) -> list[Block]:
    if not conclusion.recommendation:
        return []
    return [fact("Рекомендация", CaseOutcome(conclusion.recommendation).label)]


def _signed_on(row: MonthlyReview | Conclusion) -> Paragraph:
    at = row.signed_at
    day = at.astimezone(row.case.municipality.zone).date() if at else None
    return fact("Подписано на портале", date_in_digits(day) if day else "нет")
