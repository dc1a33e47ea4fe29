"""A placed row against the school's card: what it would write, and how a person is shown it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from schools.enums import CodeSystem, HistoryKind, Locality, SchoolKind
from schools.importers.book import RegisterBook
from schools.importers.rows import RegisterRow, Span
from schools.models import School, SchoolCode
from schools.services.register import search_name
from schools.services.register_import import RegisterWrite, Turn
from shnor_portal.common.years import format_academic_year
from shnor_portal.imports.enums import Change

_TITLES = {
    "name": "Краткое название",
    "full_name": "Полное название",
    "kind": "Вид",
    "locality": "Местность",
    "district": "Район",
    "has_senior_grades": "10–11 классы",
}
_CLOSED, _SUCCESSOR, _RENAMED = "Закрыта", "Преемник", "Переименована"
Shown = dict[str, str]


@dataclass(slots=True)
class Draft:
    """One row's write with both sides of the preview; `is_new` when the register lacks the school."""

    row: RegisterRow
    write: RegisterWrite
    is_new: bool
    before: Shown = field(default_factory=dict)
    after: Shown = field(default_factory=dict)

    @property
    def change(self) -> Change:
        """The same when there is nothing to write."""
        if self.is_new:
            return Change.NEW
        return Change.CHANGED if self.write.is_needed else Change.SAME

    def show(self, title: str, before: str, after: str) -> None:
        """Put a value on both sides; a side that has none is left out."""
        if before:
            self.before[title] = before
        if after:
            self.after[title] = after


def draft_of(row: RegisterRow, card: School, successor: School | None, book: RegisterBook, year: int | None) -> Draft:
    """What a row does to its school, unsaved for a new one. `year` is that of a headcount whose column names none."""
    draft = Draft(row, RegisterWrite(row.sheet, row.row, card), is_new=card.pk is None)
    _names(draft, card)
    _codes(draft, card, book)
    _renaming(draft, card, book)
    _closing(draft, card, successor, book)
    _headcounts(draft, card, book, year)
    return draft


def new_school(row: RegisterRow, municipality_id: int) -> School:
    """The unsaved card of a school that the register lacks."""
    school = School(municipality_id=municipality_id, closed_on=row.closed_on, **dict(row.fields))
    school.search_name = search_name(f"{row.name} {row.former_name}", school.full_name)
    return school


def _names(draft: Draft, card: School) -> None:
    for name, value in draft.row.fields:
        held = None if draft.is_new else getattr(card, name)
        draft.show(_TITLES[name], _word(name, held), _word(name, value))
        if not draft.is_new and held != value:
            draft.write.values[name] = value
    if {"name", "full_name"} & draft.write.values.keys():
        now = {"name": card.name, "full_name": card.full_name} | draft.write.values
        draft.write.values["search_name"] = search_name(f"{now['name']} {card.name}", now["full_name"])


def _codes(draft: Draft, card: School, book: RegisterBook) -> None:
    """Codes that the school lacks are added; those it has get the years that the row states."""
    held = [] if draft.is_new else book.codes_of.get(card.pk, [])
    for span in draft.row.spans:
        known = next((code for code in held if (code.system, code.value) == (span.system, span.value)), None)
        if known is None:
            raw = span.value
            draft.write.codes.append(
                SchoolCode(
                    system=span.system, value=span.value, raw=raw, valid_from_year=span.first, valid_to_year=span.last
                )
            )
        elif years := _years(known, span):
            draft.write.years.append((known, years))
    for system in dict.fromkeys(span.system for span in draft.row.spans):
        own = [code for code in held if code.system == system]
        now = [_code(code, _years_of(draft, code)) for code in own]
        added = [_code(code, {}) for code in draft.write.codes if code.system == system]
        draft.show(
            CodeSystem(system).label, ", ".join(sorted(_code(code, {}) for code in own)), ", ".join(sorted(now + added))
        )


def _years(known: SchoolCode, span: Span) -> dict[str, int | None]:
    wanted = {"valid_from_year": span.first, "valid_to_year": span.last}
    return {name: year for name, year in wanted.items() if year is not None and getattr(known, name) != year}


def _years_of(draft: Draft, code: SchoolCode) -> Mapping[str, int | None]:
    return next((years for changed, years in draft.write.years if changed.pk == code.pk), {})


def _code(code: SchoolCode, years: Mapping[str, int | None]) -> str:
    """«sch994004 (по 2017/2018)»."""
    first = years.get("valid_from_year", code.valid_from_year)
    last = years.get("valid_to_year", code.valid_to_year)
    ends = [f"с {format_academic_year(first)}" if first else "", f"по {format_academic_year(last)}" if last else ""]
    said = " ".join(filter(None, ends))
    return f"{code.value} ({said})" if said else code.value


def _renaming(draft: Draft, card: School, book: RegisterBook) -> None:
    row = draft.row
    if row.renamed_on is None or not row.former_name:
        return
    known = (card.pk, HistoryKind.RENAMED.value, row.renamed_on) in book.events
    words = f"{row.renamed_on:%d.%m.%Y}, прежде «{row.former_name}»"
    draft.show(_RENAMED, words if known else "", words)
    if not known:
        draft.write.turns.append(Turn(HistoryKind.RENAMED, row.renamed_on, row.former_name, row.name))
        if not draft.is_new:
            told = f"{card.name} {row.name} {row.former_name}"
            draft.write.values["search_name"] = search_name(told, str(dict(row.fields).get("full_name", "")))


def _closing(draft: Draft, card: School, successor: School | None, book: RegisterBook) -> None:
    row = draft.row
    if row.closed_on is None:
        return
    day = f"{row.closed_on:%d.%m.%Y}"
    held = "" if draft.is_new or card.closed_on is None else f"{card.closed_on:%d.%m.%Y}"
    draft.show(_CLOSED, held, day)
    if not draft.is_new and card.closed_on != row.closed_on:
        draft.write.values["closed_on"] = row.closed_on
    kind = HistoryKind.CLOSED if successor is None else HistoryKind.MERGED
    if successor is not None:
        before = book.schools.get(card.successor_id or 0)
        draft.show(_SUCCESSOR, before.name if before else "", successor.name)
        if before is None or before.pk != successor.pk:
            draft.write.successor = successor
    if (card.pk, kind.value, row.closed_on) not in book.events:
        draft.write.turns.append(Turn(kind, row.closed_on))


def _headcounts(draft: Draft, card: School, book: RegisterBook, chosen: int | None) -> None:
    for told, pupils in draft.row.headcount:
        year = chosen if told is None else told
        if year is None:
            continue
        old = book.headcounts.get((card.pk, year))
        draft.show(f"Обучающихся в {format_academic_year(year)}", str(old.value) if old else "", str(pupils))
        if old is None or old.value != pupils:
            draft.write.headcounts[year] = (pupils, old.pk if old else None)


def _word(name: str, value: Any) -> str:
    """A value of the card as a person reads it."""
    if value is None or value == "":
        return ""
    match name:
        case "kind":
            return str(SchoolKind(value).label)
        case "locality":
            return str(Locality(value).label)
        case "has_senior_grades":
            return "есть" if value else "нет"
        case _:
            return str(value)
