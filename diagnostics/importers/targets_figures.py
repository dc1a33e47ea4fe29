"""The target «figures»: counts of a school in a school year from free tables (domain §5.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diagnostics.importers.gathering import year_of
from diagnostics.importers.matching import Asked, SchoolBook
from diagnostics.importers.metrics import title_of
from diagnostics.importers.table_mapper import FIGURES_MAPPER
from schools.models import SchoolFigure
from schools.services.figures import (
    FigureWrite,
    later_figure_batches,
    replaced_figures,
    withdraw_figures,
    write_figures,
)
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.years import format_academic_year
from shnor_portal.imports.enums import Change
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.types import AggregateRow, Extract, Problem, ResultBlock
from shnor_portal.imports.targets import Mapper, Obstacle, Plan, PlannedItem, Question

Place = tuple[int, int]  # school year, school


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table with the school it speaks of."""

    sheet: str
    row: AggregateRow


class FiguresTarget:
    """Figures hang on school × year × metric; a metric the file does not name is left alone."""

    name = "figures"
    title = "Величины по школам (контингент, участники ЕГЭ и другое)"
    permission = Permission.IMPORT_DATA
    needs_year = True
    layouts: tuple[str, ...] = ("diagnostics.importers.layouts.generic",)
    questions: Sequence[Question] = ()
    mapper: Mapper | None = FIGURES_MAPPER

    def plan(self, batch: ImportBatch, extract: Extract) -> Plan:
        """Figures of each row against figures in force."""
        plan = Plan()
        rows: dict[Place, Row] = {}
        books: dict[int, SchoolBook] = {}
        for block in extract.blocks:
            year = year_of(block, batch)
            if year not in books:
                books[year] = SchoolBook.load(batch.municipality_id, year)
            for row in block.aggregates:
                _place_row(plan, rows, block, row, books[year])
        held = _held(batch.municipality_id, rows)
        writes: list[FigureWrite] = []
        for (year, school_id), placed in sorted(rows.items()):
            old = held.get((year, school_id), {})
            plan.items.append(_item((year, school_id), placed, old, str(books[year].schools[school_id])))
            writes += _writes((year, school_id), placed, old)
        plan.payload = writes
        return plan

    def apply(self, batch: ImportBatch, extract: Extract, plan: Plan, by: User | None) -> dict[str, int]:
        return write_figures(batch=batch, writes=plan.payload)

    def obstacles(self, batch: ImportBatch) -> list[Obstacle]:
        """Later imports that took the place of its figures."""
        return [
            Obstacle(
                "IMPORT_REPLACED",
                f"Её величины заменены более поздней загрузкой «{later}» (величин: {count}). "
                "Сначала отмените ту загрузку.",
                f"/imports/{later.public_id}/",
            )
            for later, count in later_figure_batches(batch)
        ]

    def consequences(self, batch: ImportBatch) -> dict[str, int]:
        return {
            "Будут удалены величины": SchoolFigure.objects.filter(batch=batch).count(),
            "Вернутся прежние величины": replaced_figures(batch).count(),
        }

    def undo(self, batch: ImportBatch, by: User | None) -> dict[str, int]:
        return withdraw_figures(batch=batch)


def _place_row(plan: Plan, rows: dict[Place, Row], block: ResultBlock, row: AggregateRow, book: SchoolBook) -> None:
    """Find the row's school; a second row of one school is a conflict unless it says the same."""
    answer = book.find(Asked.of(row.codes, row.school_name))
    if answer.school_id is None:
        plan.say(Problem(answer.code, answer.message, answer.hint, sheet=block.sheet, row=row.row), 1)
        return
    other = rows.setdefault((book.year, answer.school_id), Row(block.sheet, row))
    if other.row is row:
        return
    if other.row.figures == row.figures:
        plan.skipped_rows["полный повтор другой строки"] = plan.skipped_rows.get("полный повтор другой строки", 0) + 1
        return
    message = f"Строки {other.row.row} и {row.row} относятся к одной школе, но значения в них разные."
    plan.say(Problem("ROW_CONFLICT", message, "Оставьте одну верную строку.", sheet=block.sheet, row=row.row), 1)


def _held(municipality_id: int, places: Iterable[Place]) -> dict[Place, dict[str, SchoolFigure]]:
    """Figures in force by place and metric: one query."""
    years = {year for year, _ in places}
    held: dict[Place, dict[str, SchoolFigure]] = {}
    for figure in SchoolFigure.objects.current().filter(municipality_id=municipality_id, academic_year__in=years):
        held.setdefault((figure.academic_year, figure.school_id), {})[figure.metric] = figure
    return held


def _item(place: Place, placed: Row, old: dict[str, SchoolFigure], school: str) -> PlannedItem:
    year, school_id = place
    figures = placed.row.figures
    before = {title_of(metric): str(old[metric].value) for metric in figures if metric in old}
    after = {title_of(metric): str(value) for metric, value in figures.items()}
    change = Change.NEW if not before else Change.SAME if before == after else Change.CHANGED
    return PlannedItem(
        f"{year}|{school_id}",
        placed.sheet,
        placed.row.row,
        placed.row.row_to,
        f"Величины за {format_academic_year(year)}",
        school,
        change,
        before,
        after,
    )


def _writes(place: Place, placed: Row, old: dict[str, SchoolFigure]) -> list[FigureWrite]:
    year, school_id = place
    return [
        FigureWrite(
            school_id, year, metric, value, placed.sheet, placed.row.row, old[metric].pk if metric in old else None
        )
        for metric, value in placed.row.figures.items()
        if metric not in old or old[metric].value != value
    ]
