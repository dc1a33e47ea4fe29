"""What changed in a plan since a page last looked, and the history of its edits in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from roadmaps.enums import EditKind
from roadmaps.models import Measure, Roadmap, RoadmapEdit, RoadmapSection
from roadmaps.rules.cells import CELLS

STRUCTURAL = frozenset({EditKind.ADD, EditKind.REMOVE, EditKind.RESTORE, EditKind.MOVE})
TOO_FAR = 300
"""Steps after which a page is given the whole plan anew."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows whose text changed, by key of the page («m12»); whether rows came, went or moved; whether the head changed.

    `everything` says that the page is too far behind to tell what changed.
    """

    rows: frozenset[str]
    is_structural: bool
    is_head: bool
    everything: bool = False


def changes_since(roadmap: Roadmap, since: int) -> Changes:
    """What the steps after revision `since` touched, in one query."""
    if since > roadmap.revision or roadmap.revision - since > TOO_FAR:
        return Changes(frozenset(), True, True, everything=True)
    steps = list(RoadmapEdit.objects.filter(roadmap=roadmap, revision__gt=since))
    return Changes(
        frozenset(key for step in steps for key in touched(step)),
        any(step.kind in STRUCTURAL for step in steps),
        any(step.table in ("roadmap", "plan") for step in steps),
    )


def touched(step: RoadmapEdit) -> Iterable[str]:
    """Keys of the rows a step wrote or brought."""
    if step.table in ("measure", "section") and step.row is not None:
        yield f"{step.table[0]}{step.row}"
    if step.kind in (EditKind.ADD, EditKind.RESTORE):
        brought = step.after or {}
        yield from (f"m{key}" for key in brought.get("measures", ()))
        yield from (f"s{key}" for key in brought.get("sections", ()))


def history_of(roadmap: Roadmap) -> "QuerySet[RoadmapEdit]":
    """Steps, the newest first, with who did them and whether they were taken back."""
    steps = RoadmapEdit.objects.filter(roadmap=roadmap)
    return steps.select_related("by", "undone_by", "undoes").order_by("-revision")


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A step in words. `name` is how its row is called now; `texts` are what was and what became, for texts alone."""

    step: RoadmapEdit
    words: str
    name: str
    texts: tuple[str, str] | None


def history_rows(steps: Sequence[RoadmapEdit]) -> list[HistoryRow]:
    """Steps of one page of the history, in two queries for the names of their rows."""
    names = {
        table: dict(model.objects.filter(pk__in=[s.row for s in steps if s.table == table]).values_list("pk", "title"))
        for table, model in (("measure", Measure), ("section", RoadmapSection))
    }
    return [
        HistoryRow(step, words_of(step), names.get(step.table, {}).get(step.row or 0, ""), texts_of(step))
        for step in steps
    ]


def words_of(step: RoadmapEdit) -> str:
    """What a step did, for the history."""
    if step.kind == EditKind.FIELD:
        return CELLS[step.table][step.field].label
    if step.kind == EditKind.AIMS:
        return "дефициты и риск-факторы"
    if step.table == "plan":
        return "вставка таблицы или загрузка плана"
    return {"measure": "мероприятие", "section": "раздел"}.get(step.table, "")


def texts_of(step: RoadmapEdit) -> tuple[str, str] | None:
    """The texts before and after, where the step changed a text."""
    if step.kind != EditKind.FIELD:
        return None
    return said(step.before), said(step.after)


def said(value: Any) -> str:
    return str(value or "")
