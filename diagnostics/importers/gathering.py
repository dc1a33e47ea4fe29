"""Rows of an extract put to their schools: drafts of results, and a complaint for every row that has no place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from diagnostics.enums import AssessmentKind, Level, Subject
from diagnostics.importers.drafts import draft_of_row, drafts_of_pupils, merge, took_part
from diagnostics.importers.matching import Answer, Asked, SchoolBook
from diagnostics.procedures import ProcedureKey
from diagnostics.services.result_drafts import Draft, Place
from schools.enums import CodeSystem
from shnor_portal.common.numbers import plural
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.years import format_academic_year
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.types import AggregateRow, Problem, PupilColumns, ResultBlock, Severity
from shnor_portal.imports.targets import Plan

ABSENT = "нет ни балла, ни отметки (участник отсутствовал)"
REPEATED = "полный повтор строки другого листа"
FINAL_GRADES = {AssessmentKind.OGE: 9, AssessmentKind.EGE: 11}


@dataclass(slots=True)
class Gathering:
    """Drafts found so far, and the complaints on the way. `books` are the schools by school year."""

    municipality_id: int
    plan: Plan = field(default_factory=Plan)
    drafts: dict[Place, Draft] = field(default_factory=dict)
    conflicts: set[Place] = field(default_factory=set)
    books: dict[int, SchoolBook] = field(default_factory=dict)

    def book(self, year: int) -> SchoolBook:
        if year not in self.books:
            self.books[year] = SchoolBook.load(self.municipality_id, year)
        return self.books[year]

    def say(self, answer: Answer, sheet: str, row: int, rows: int) -> None:
        """A row, or all rows of a school, that found no school."""
        count = f" Строк с этой школой: {rows}." if rows > 1 else ""
        self.plan.say(Problem(answer.code, answer.message + count, answer.hint, sheet=sheet, row=row), rows)

    def add(self, draft: Draft) -> None:
        """Take a draft in: sheets counted from pupils are added up, two printed rows must be equal."""
        other = self.drafts.get(draft.place)
        if other is None:
            self.drafts[draft.place] = draft
        elif draft.is_counted and other.is_counted:
            self.drafts[draft.place] = merge(other, draft)
        elif draft.fingerprint == other.fingerprint:
            self.plan.skipped_rows[REPEATED] = self.plan.skipped_rows.get(REPEATED, 0) + draft.rows
        else:
            self._conflict(other, draft)

    def settle(self) -> dict[Place, Draft]:
        """Leave out the places that two rows fought for: neither is taken, and both are counted as refused."""
        for place in self.conflicts:
            self.plan.refused_rows += self.drafts.pop(place).rows
        return self.drafts

    def _conflict(self, first: Draft, second: Draft) -> None:
        self.conflicts.add(first.place)
        there = f"строке {first.row_from}" + (f" листа «{first.sheet}»" if first.sheet != second.sheet else "")
        self.plan.say(
            Problem(
                "ROW_CONFLICT",
                f"{second.key.title}: для одной школы в строке {second.row_from} и в {there} разные значения.",
                "Оставьте одну верную строку.",
                sheet=second.sheet,
                row=second.row_from,
            ),
            second.rows,
        )


def gather(found: Gathering, block: ResultBlock, number: int, batch: ImportBatch) -> None:
    """Add one block. `number` is its place in the file: rows of different sheets may have equal numbers."""
    key, year = procedure_of(block, batch), year_of(block, batch)
    if block.pupils is not None:
        _gather_pupils(found, block, block.pupils, number, (key, year))
    for row in block.aggregates:
        _gather_row(found, block, row, key, year)


def procedure_of(block: ResultBlock, batch: ImportBatch) -> ProcedureKey:
    """What the block says of itself, else what the person chose. Refusal PROCEDURE_UNKNOWN when nobody said."""
    told = batch.options
    try:
        kind = AssessmentKind(block.kind or told.get("kind", ""))
        subject = Subject(block.subject or told.get("subject", ""))
        grade = block.grade or int(told.get("grade") or FINAL_GRADES.get(kind, 0))
        level = Level(block.level or told.get("level", ""))
        return ProcedureKey.parse(ProcedureKey(kind, grade, subject, level).code)
    except ValueError as unknown:
        raise Refusal(
            "PROCEDURE_UNKNOWN",
            f"Лист «{block.sheet}»: неясно, какая это процедура, класс и предмет.",
            "Укажите процедуру, класс и предмет при загрузке.",
            where={"sheet": block.sheet},
            status=422,
        ) from unknown


def year_of(block: ResultBlock, batch: ImportBatch) -> int:
    """The school year of the block, else the chosen one. Refusal YEAR_NEEDED, TEMPLATE_VERSION when they differ."""
    told, chosen = block.academic_year, batch.options.get("academic_year")
    if told is not None and chosen is not None and told != int(chosen):
        raise Refusal(
            "TEMPLATE_VERSION",
            f"Файл за {format_academic_year(told)} учебный год, а загружается {format_academic_year(int(chosen))}.",
            "Выберите другой файл или другой учебный год.",
            where={"sheet": block.sheet},
            status=422,
        )
    year = told if told is not None else chosen
    if year is None:
        raise Refusal(
            "YEAR_NEEDED",
            "В файле не указан учебный год результатов.",
            "Выберите учебный год при загрузке.",
            where={"sheet": block.sheet},
            status=422,
        )
    return int(year)


def _gather_pupils(
    found: Gathering, block: ResultBlock, pupils: PupilColumns, number: int, when: tuple[ProcedureKey, int]
) -> None:
    key, year = when
    book = found.book(year)
    answers = {code: book.find(Asked.of({CodeSystem.FISOKO: code})) for code in dict.fromkeys(pupils.school_code)}
    for code, answer in answers.items():
        if answer.school_id is None:
            first = pupils.row[pupils.school_code.index(code)]
            found.say(answer, block.sheet, first, pupils.school_code.count(code))
    school_ids = [answers[code].school_id for code in pupils.school_code]
    absent = _absent(pupils, school_ids)
    if absent:
        found.plan.skipped_rows[ABSENT] = found.plan.skipped_rows.get(ABSENT, 0) + absent
    for draft in drafts_of_pupils(block, key, year, number, school_ids):
        found.add(draft)


def _absent(pupils: PupilColumns, school_ids: Sequence[int | None]) -> int:
    """Rows of known schools whose pupil did not take part."""
    return sum(not here and school is not None for here, school in zip(took_part(pupils), school_ids, strict=True))


def _gather_row(found: Gathering, block: ResultBlock, row: AggregateRow, key: ProcedureKey, year: int) -> None:
    answer = found.book(year).find(Asked.of(row.codes, row.school_name))
    if answer.school_id is None:
        found.say(answer, block.sheet, row.row, max(1, row.rows))
        return
    if answer.warning:
        found.plan.say(
            Problem("CODE_NUMERIC", answer.warning, severity=Severity.WARNING, sheet=block.sheet, row=row.row)
        )
    draft = draft_of_row(block, row, key, year, answer.school_id)
    draft.failed = row.figures.get("FAILED")
    fault = contradiction(draft)
    if fault:
        hint = "Сверьте строку с исходной выгрузкой."
        found.plan.say(Problem("ROW_INCONSISTENT", fault, hint, sheet=block.sheet, row=row.row), draft.rows)
        return
    found.add(draft)


def contradiction(draft: Draft) -> str:
    """What in the figures cannot be true at once, in Russian; empty when they agree."""
    people = plural(draft.participants, "участник", "участника", "участников")
    has = f"{draft.participants} {people}"
    marks = sum((draft.marks or {}).values())
    if marks > draft.participants:
        return f"Отметок больше, чем участников: {marks}, а в строке {has}."
    scores = sum(draft.distribution.values())
    if scores > draft.participants:
        return f"Баллов больше, чем участников: {scores}, а в строке {has}."
    if draft.scored is not None and draft.scored > draft.participants:
        return f"Участников с баллом больше, чем всех: {draft.scored}, а в строке {has}."
    if draft.max_score and any(int(score) > draft.max_score for score in draft.distribution):
        return f"Есть балл выше наибольшего возможного ({draft.max_score})."
    journal = sum(draft.journal.get(name, 0) for name in ("lower", "same", "higher"))
    if journal > draft.participants:
        return f"Сравнений с журналом больше, чем участников: {journal}, а в строке {has}."
    return ""
