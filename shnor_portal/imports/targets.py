"""Where the rows of a file go: results, figures, the register. Imports know targets by name, apps above provide them.

A target is registered in `ready()` of its app:

    register_target(ResultsTarget())

The order of calls for one batch is always the same: `plan` (any number of times), `apply` once, then perhaps
`obstacles` and `consequences` before a person decides, and `undo` once. Services hold the transaction, the states
of the batch, the audit and the issues; a target holds only the knowledge of its own tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.enums import Change
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.types import Extract, Problem


@dataclass(slots=True)
class PlannedItem:
    """One line of the preview: what a stretch of rows would create or change.

    `before` and `after` hold figures as a person reads them, by Russian names in print order; `before` is
    empty for a new thing. `key` tells the thing apart from others of the plan (its natural key as text): two
    plans of one file are equal when their keys, changes and figures are.
    """

    key: str
    sheet: str
    row_from: int
    row_to: int
    subject_label: str  # «ВПР, 6 класс, Математика, 2019/2020»
    school_label: str
    change: Change
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """What applying would do, and what it would not.

    `problems` are the target's own complaints, at most a few hundred: one for a school, not one for each of its
    rows. `refused_rows` counts rows that the layout took and the target cannot place (unknown school, conflict):
    they move from taken to refused, `skipped_rows` (reason in Russian → rows) from taken to skipped. `payload` is
    whatever `apply` needs besides the extract; services hand it over untouched and never store it.
    """

    items: list[PlannedItem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused_rows: int = 0
    skipped_rows: dict[str, int] = field(default_factory=dict)
    payload: Any = None

    def say(self, problem: Problem, rows: int = 0) -> None:
        """Add a complaint together with the rows it refuses."""
        self.problems.append(problem)
        self.refused_rows += rows


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A reason why a batch cannot be taken back: a stable code, a sentence, and the page of what stands in the way."""

    code: str  # IMPORT_REPLACED, PERIOD_CLOSED
    message: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What a file may not tell of itself and a person is asked: a name in `ImportBatch.options`, a title, answers."""

    name: str
    title: str
    answers: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MappingProposal:
    """What each column of a free table probably holds: letters → role, and letters → why (Russian)."""

    header_row: int
    columns: dict[str, str]
    reasons: dict[str, str]


class Mapper(Protocol):
    """A target's knowledge for the screen where a person names the columns of a free table.

    The chosen mapping goes to the layout as `options["mapping"]`: `sheet`, `header_row`, `columns` (letters → role)
    and `constants` (`kind`, `grade`, `subject`, `level`).
    """

    layout: str

    def roles(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Groups of (role, Russian title)."""
        ...

    def propose(self, rows: Sequence[Sequence[str]], first_row: int, first_column: int) -> MappingProposal | None:
        """A proposal from the first rows shown as text; None when no row looks like a head."""
        ...


class Target(Protocol):
    """What an app implements to receive imports.

    name         value of `ImportBatch.target`: "results", "figures", "register".
    title        what the person chooses on the upload page (Russian).
    permission   what the actor must hold for the batch beside IMPORT_DATA, or IMPORT_DATA itself.
    layouts      dotted modules with a `LAYOUT` whose extracts this target understands, in the order they are offered.
    needs_year   whether rows hang on a school year, so that a file which does not tell it needs an answer.
    questions    what else a file may leave open (procedure, grade, subject); empty when nothing.
    mapper       the mapping screen's knowledge when one of the layouts is a free table, else None.
    """

    name: str
    title: str
    permission: Permission
    layouts: tuple[str, ...]
    needs_year: bool
    questions: Sequence[Question]
    mapper: Mapper | None

    def plan(self, batch: ImportBatch, extract: Extract) -> Plan:
        """Compare the extract with what the portal holds now. Reads only; a constant number of queries.

        `batch.options` holds the person's choices: `academic_year`, `kind`, `grade`,
        `subject`, `level`, `mapping`. A row fault is an error `Problem` with its sheet and row and is left out of
        `items`; what is said but taken is a warning. Rows of another municipality are simply unknown. Raises
        Refusal only where nothing can be planned at all (no year, no procedure).
        """
        ...

    def apply(self, batch: ImportBatch, extract: Extract, plan: Plan, by: User | None) -> dict[str, int]:
        """Write what `plan` promised, inside the caller's transaction, set by set and never row by row.

        Gives counts by Russian name for the result page («Новых результатов»: 12). Rows are never rewritten:
        a new row takes the place of the old one, which remembers `replaced_by=batch`. Emits the app's signal and
        enqueues the jobs that follow. `by=None` is the portal itself: a command of the operator.
        """
        ...

    def obstacles(self, batch: ImportBatch) -> list[Obstacle]:
        """Why an applied batch cannot be undone now; empty when it can. Reads only."""
        ...

    def consequences(self, batch: ImportBatch) -> dict[str, int]:
        """What undoing would do, by Russian name («Вернутся прежние результаты»: 7). Reads only."""
        ...

    def undo(self, batch: ImportBatch, by: User | None) -> dict[str, int]:
        """Take back everything the batch wrote and put back what it replaced, inside the caller's transaction.

        Called only after `obstacles` was empty in the same transaction. Gives counts by Russian name.
        """
        ...


_TARGETS: dict[str, Target] = {}


def register_target(target: Target) -> None:
    """Make a target known; a second one of the same name replaces the first (tests rely on it)."""
    _TARGETS[target.name] = target


def target_named(name: str) -> Target:
    """The target, or Refusal TARGET_UNKNOWN (400): the name came from a form, a command line or the API."""
    try:
        return _TARGETS[name]
    except KeyError:
        known = ", ".join(sorted(_TARGETS))
        raise Refusal(
            "TARGET_UNKNOWN", "Неизвестно, что загружается.", f"Выберите одно из: {known}.", status=400
        ) from None


def all_targets() -> list[Target]:
    return [_TARGETS[name] for name in sorted(_TARGETS, key=_order)]


def _order(name: str) -> tuple[bool, str]:
    """Results first: that is what an officer uploads every week."""
    return (name != "results", name)
