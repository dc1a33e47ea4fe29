"""The plan of an import of the register: every row placed, compared and worded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schools.enums import CodeSystem
from schools.importers.book import RegisterBook, plain_name
from schools.importers.drafting import Draft, draft_of, new_school
from schools.importers.matching import REPEATED, Refused, place
from schools.importers.rows import Code, RegisterRow, rows_of
from schools.models import School
from schools.services.register_import import RegisterWrite, register_state
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.types import Extract, Problem, Severity
from shnor_portal.imports.targets import Plan, PlannedItem

Card = tuple[RegisterRow, School]  # the school is unsaved for a new one


@dataclass(frozen=True, slots=True)
class RegisterPlan:
    """What `apply` writes, and the state of the register it was made of."""

    writes: list[RegisterWrite]
    state: tuple[object, ...]


def plan_register(batch: ImportBatch, extract: Extract) -> Plan:
    """Rows against the register of the municipality: a constant number of queries, whatever their number."""
    plan, state = Plan(), register_state(batch.municipality_id)
    book = RegisterBook.load(batch.municipality_id)
    placed = place(rows_of(extract), book)
    for refused in placed.refused:
        _refuse(plan, refused)
    if placed.repeats:
        plan.skipped_rows[REPEATED] = placed.repeats
    cards = [
        (row, school if school is not None else new_school(row, batch.municipality_id)) for row, school in placed.rows
    ]
    year = _headcount_year(batch)
    drafts = [
        draft_of(row, card, successor, book, year) for row, card, successor in _with_successors(plan, cards, book)
    ]
    for draft in drafts:
        _warn(plan, draft, book)
    _warn_of_years(plan, drafts, year is None)
    plan.items = [_item(draft) for draft in drafts]
    plan.payload = RegisterPlan([draft.write for draft in drafts if draft.write.is_needed], state)
    return plan


def _headcount_year(batch: ImportBatch) -> int | None:
    """The person's word on a headcount whose column names no year: beside the form, or beside the columns."""
    constants = (batch.options.get("mapping") or {}).get("constants") or {}
    told = constants.get("headcount_year") or batch.options.get("headcount_year") or batch.options.get("academic_year")
    return int(told) if told else None


def _refuse(plan: Plan, refused: Refused) -> None:
    row = refused.row
    plan.say(Problem(refused.code, refused.message, refused.hint, sheet=row.sheet, row=row.row), 1)


def _with_successors(
    plan: Plan, cards: Sequence[Card], book: RegisterBook
) -> list[tuple[RegisterRow, School, School | None]]:
    """Each card with its successor. A row whose successor is nowhere is refused, then those that named that row."""
    kept = list(cards)
    while True:
        by_code = {code: card for row, card in kept for code in row.codes}
        found = [(row, card, _successor(row, card, by_code, book)) for row, card in kept]
        orphans = [row for row, _, successor in found if row.successor_ris and successor is None]
        if not orphans:
            return found
        for row in orphans:
            message = f"Преемника с кодом РИС ГИА {row.successor_ris} нет ни в реестре, ни в файле."
            _refuse(plan, Refused(row, "REF_UNKNOWN", message, "Исправьте код преемника или добавьте его строку."))
        lost = set(map(id, orphans))
        kept = [(row, card) for row, card in kept if id(row) not in lost]


def _successor(row: RegisterRow, card: School, by_code: Mapping[Code, School], book: RegisterBook) -> School | None:
    """The school that took the row's school over: from the file, else from the register; never itself."""
    if not row.successor_ris:
        return None
    code = (CodeSystem.RIS.value, row.successor_ris)
    if code in by_code:
        return None if by_code[code] is card else by_code[code]
    holders = book.holding(code) - {card.pk}
    return book.schools[holders.pop()] if len(holders) == 1 else None


def _warn(plan: Plan, draft: Draft, book: RegisterBook) -> None:
    row, card = draft.row, draft.write.school
    if draft.is_new and (same := book.open_names.get(plain_name(row.name))):
        codes = "с другими кодами" if book.codes_of.get(same[0].pk) else "без кодов"
        _say(
            plan,
            row,
            "SCHOOL_EXISTS",
            f"В реестре уже есть школа «{same[0]}» {codes}. По названию школы не узнаются, строка внесёт новую школу.",
            "Если это та же школа, добавьте ей код из строки на карточке и проверьте загрузку ещё раз.",
        )
    for system, value in () if draft.is_new else row.codes:
        others = [code.value for code in book.in_use(card.pk, system) if code.value not in (value, row.former_login)]
        if others:
            title = CodeSystem(system).label
            _say(
                plan,
                row,
                "CODE_CHANGED",
                f"У школы «{card}» {title} в реестре {', '.join(others)}, в файле {value}.",
                "Новый код добавится к прежнему. Если прежний не действует, укажите в карточке его последний год.",
            )


def _warn_of_years(plan: Plan, drafts: Sequence[Draft], is_unknown: bool) -> None:
    """A headcount without a year is of no year: it is left out, and said."""
    silent = [draft.row for draft in drafts if any(year is None for year, _ in draft.row.headcount)]
    if silent and is_unknown:
        _say(
            plan,
            silent[0],
            "YEAR_NEEDED",
            f"Численность обучающихся не загрузится: неизвестен её учебный год (строк: {len(silent)}).",
            "Выберите учебный год при загрузке или назовите его в заголовке столбца.",
        )


def _say(plan: Plan, row: RegisterRow, code: str, message: str, hint: str) -> None:
    plan.say(Problem(code, message, hint, severity=Severity.WARNING, sheet=row.sheet, row=row.row))


def _item(draft: Draft) -> PlannedItem:
    row, card = draft.row, draft.write.school
    after = draft.after
    if draft.before == after and draft.write.is_needed:
        after = {**after, "История школы": "добавится событие"}
    key = "|".join(f"{system}:{value}" for system, value in row.codes) if draft.is_new else str(card.pk)
    return PlannedItem(key, row.sheet, row.row, row.row, "Карточка школы", row.name, draft.change, draft.before, after)
