"""Writing what an import of the register planned, set by set, and remembering what it overwrote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, Model, Sum

from schools.enums import HEADCOUNT, HistoryKind
from schools.models import School, SchoolChange, SchoolCode, SchoolEvent, journal_value
from schools.services.figures import FigureWrite, write_figures
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.models import ImportBatch

AT_ONCE = 500
CARD = ("name", "full_name", "search_name", "kind", "locality", "district", "has_senior_grades", "closed_on")
YEARS = ("valid_from_year", "valid_to_year")


@dataclass(slots=True)
class Turn:
    """An event to write down. A merger's other school is the successor of the same write."""

    kind: HistoryKind
    on: date
    old_name: str = ""
    new_name: str = ""


@dataclass(slots=True)
class RegisterWrite:
    """What one row does to one school.

    `school` is unsaved for a new one. `values` are columns of the card that get another value. `codes` are
    unsaved, `years` are new ends of codes that stand. `headcounts`: school year → pupils and the figure replaced.
    """

    sheet: str
    row: int
    school: School
    values: dict[str, Any] = field(default_factory=dict)
    codes: list[SchoolCode] = field(default_factory=list)
    years: list[tuple[SchoolCode, dict[str, int | None]]] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    headcounts: dict[int, tuple[int, int | None]] = field(default_factory=dict)
    successor: School | None = None

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to write at all."""
        return bool(
            self.school.pk is None
            or self.values
            or self.codes
            or self.years
            or self.turns
            or self.headcounts
            or self.successor
        )


def register_state(municipality_id: int) -> tuple[Any, ...]:
    """A cheap mark of the register that differs after any write to it: two queries."""
    schools = School.objects.filter(municipality_id=municipality_id).aggregate(Count("pk"), Max("pk"), Sum("version"))
    codes = SchoolCode.objects.filter(municipality_id=municipality_id).aggregate(
        Count("pk"), Max("pk"), Sum("valid_from_year"), Sum("valid_to_year")
    )
    return (*schools.values(), *codes.values())


def write_register(
    *, batch: ImportBatch, writes: Sequence[RegisterWrite], state: tuple[Any, ...], by: User | None
) -> dict[str, int]:
    """Write schools, codes, events and headcounts inside the caller's transaction; counts by Russian name.

    Raises Refusal STALE when the register is no longer what the plan was made of.
    """
    Municipality.objects.select_for_update().get(pk=batch.municipality_id)
    if register_state(batch.municipality_id) != state:
        raise Refusal("STALE", "С момента проверки реестр школ изменился.", "Проверьте загрузку ещё раз.")
    new = [write for write in writes if write.school.pk is None]
    changed = [write for write in writes if write.school.pk is not None and (write.values or write.successor)]
    journal = _create(batch, new) + _change_cards(batch, changed) + _change_years(batch, writes)
    SchoolChange.objects.bulk_create(journal, batch_size=AT_ONCE)
    codes = _create_codes(batch, writes)
    events = _create_events(batch, writes, by)
    figures = write_figures(batch=batch, writes=[figure for write in writes for figure in _figures(write)])
    return {
        "Новых школ": len(new),
        "Изменено карточек": len(changed),
        "Новых кодов": codes,
        "Событий в истории": events,
        **figures,
    }


def _create(batch: ImportBatch, writes: Sequence[RegisterWrite]) -> list[SchoolChange]:
    """New schools, first without successors, which may be new themselves; gives the journal of their cards."""
    schools = [write.school for write in writes]
    for school in schools:
        school.batch = batch
    School.objects.bulk_create(schools, batch_size=AT_ONCE)
    joined = [write for write in writes if write.successor is not None]
    for write in joined:
        write.school.successor = write.successor
    School.objects.bulk_update([write.school for write in joined], ["successor"], batch_size=AT_ONCE)
    return [_entry(batch, school, SchoolChange.CREATED, None, card_of(school)) for school in schools]


def _change_cards(batch: ImportBatch, writes: Sequence[RegisterWrite]) -> list[SchoolChange]:
    """Set the new values and give the journal of the old ones."""
    journal = []
    for write in writes:
        school = write.school
        values = write.values | ({"successor_id": write.successor.pk} if write.successor else {})
        journal += [_entry(batch, school, name, getattr(school, name), value) for name, value in values.items()]
        _set(school, values)
        school.version += 1
    fields = [*CARD, "successor", "version"]
    School.objects.bulk_update([write.school for write in writes], fields, batch_size=AT_ONCE)
    return journal


def _change_years(batch: ImportBatch, writes: Sequence[RegisterWrite]) -> list[SchoolChange]:
    changes = [(write.school, code, values) for write in writes for code, values in write.years]
    journal = []
    for school, code, values in changes:
        journal += [_entry(batch, school, name, getattr(code, name), value, code) for name, value in values.items()]
        _set(code, values)
    SchoolCode.objects.bulk_update([code for _, code, _ in changes], YEARS, batch_size=AT_ONCE)
    return journal


def _create_codes(batch: ImportBatch, writes: Sequence[RegisterWrite]) -> int:
    codes = []
    for write in writes:
        for code in write.codes:
            code.school, code.batch, code.municipality_id = write.school, batch, batch.municipality_id
            codes.append(code)
    SchoolCode.objects.bulk_create(codes, batch_size=AT_ONCE)
    return len(codes)


def _create_events(batch: ImportBatch, writes: Sequence[RegisterWrite], by: User | None) -> int:
    events = [
        SchoolEvent(
            municipality_id=batch.municipality_id,
            school=write.school,
            kind=turn.kind,
            happened_on=turn.on,
            old_name=turn.old_name,
            new_name=turn.new_name,
            other_school=write.successor if turn.kind == HistoryKind.MERGED else None,
            basis=f"Реестр школ, файл «{batch}», лист «{write.sheet}», строка {write.row}"[:300],
            recorded_by=by,
            batch=batch,
        )
        for write in writes
        for turn in write.turns
    ]
    SchoolEvent.objects.bulk_create(events, batch_size=AT_ONCE)
    return len(events)


def _figures(write: RegisterWrite) -> Iterable[FigureWrite]:
    for year, (pupils, replaces) in write.headcounts.items():
        yield FigureWrite(write.school.pk, year, HEADCOUNT, pupils, write.sheet, write.row, replaces)


def _set(row: Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _entry(
    batch: ImportBatch, school: School, name: str, before: Any, after: Any, code: SchoolCode | None = None
) -> SchoolChange:
    return SchoolChange(
        municipality_id=batch.municipality_id,
        batch=batch,
        school=school,
        code=code,
        field=name,
        before=journal_value(before),
        after=journal_value(after),
    )


def card_of(school: School) -> dict[str, Any]:
    """The card as the journal keeps it; search text is derived and left out."""
    return {name: journal_value(getattr(school, name)) for name in (*CARD, "successor_id") if name != "search_name"}
