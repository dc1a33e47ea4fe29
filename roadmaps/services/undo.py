"""Taking steps back: each is undone by a step of its own, which can be undone in turn."""

from collections.abc import Callable

from django.db import transaction

from roadmaps.enums import EditKind
from roadmaps.models import Measure, Roadmap, RoadmapEdit
from roadmaps.rules.cells import cell_rule
from roadmaps.services.aims import NO_AIMS, aims_of, change_aims
from roadmaps.services.edit_rows import (
    Step,
    gone,
    live_measure,
    live_section,
    open_for_editing,
    rows_in,
    sections_of,
    write_step,
)
from roadmaps.services.editing import put, rewrite, stale, target_of, text_of
from roadmaps.services.plan_rows import Rows, bring_back, rows_of, take_away
from roadmaps.services.structure import place_measure, place_section
from shnor_portal.accounts.models import User
from shnor_portal.common.refusals import Refusal

Undoing = Callable[[Roadmap, RoadmapEdit, User], RoadmapEdit | None]


@transaction.atomic
def undo(*, roadmap_id: int, by: User, edit: int | None = None) -> RoadmapEdit:
    """Take a step back; without `edit` the person's own last one that still stands.

    Only what has not changed since is taken back: Refusal STALE, ROW_GONE, SECTION_HAS_ROWS, MEASURE_BEGUN say what
    stands in the way. Raises also NOTHING_TO_UNDO, ALREADY_UNDONE.
    """
    roadmap = open_for_editing(roadmap_id, by)
    step = chosen_step(roadmap, edit, by)
    made = UNDOINGS[EditKind(step.kind)](roadmap, step, by)
    if made is None:
        raise Refusal("NOTHING_TO_UNDO", "Всё уже стоит так, как было до этого шага.", "Отменять нечего.")
    return made


def chosen_step(roadmap: Roadmap, edit: int | None, by: User) -> RoadmapEdit:
    """The step named, or the last own one."""
    steps = RoadmapEdit.objects.filter(roadmap=roadmap)
    if edit is None:
        own = steps.filter(by=by, undone_by__isnull=True, undoes__isnull=True).first()
        if own is None:
            raise Refusal("NOTHING_TO_UNDO", "Отменять нечего: ваших правок в этом плане нет.")
        return own
    step = steps.filter(pk=edit).first()
    if step is None:
        raise Refusal("ROW_GONE", "Такой правки нет.", "Обновите страницу.", status=404)
    if RoadmapEdit.objects.filter(undoes=step).exists():
        raise Refusal("ALREADY_UNDONE", "Эта правка уже отменена.", "Обновите страницу.")
    return step


def undo_field(roadmap: Roadmap, step: RoadmapEdit, by: User) -> RoadmapEdit | None:
    """Put the former text back, when the cell still holds what the step wrote."""
    target = target_of(roadmap, step.table, step.row or 0)
    current = text_of(target, step.field, cell_rule(step.table, step.field))
    if current == step.before:
        return None
    if current != step.after:
        raise stale(roadmap, step.table, target.pk, step.field, current)
    return rewrite(roadmap, step.table, target, step.field, str(step.before), by=by, undoes=step)


def undo_move(roadmap: Roadmap, step: RoadmapEdit, by: User) -> RoadmapEdit | None:
    """Put the row back where it stood; after a row that has left the place, at the end of it."""
    row, place = step.row or 0, dict(step.before or {"section": None, "after": None})
    if step.table == "section":
        after = standing(place["after"], list(sections_of(roadmap).exclude(pk=row).values_list("pk", flat=True)))
        return place_section(roadmap, live_section(roadmap, row), after, by=by, undoes=step)
    siblings = list(rows_in(roadmap, place["section"]).exclude(pk=row).values_list("pk", flat=True))
    measure = live_measure(roadmap, row)
    after = standing(place["after"], siblings)
    return place_measure(roadmap, measure, place["section"], after, by=by, undoes=step)


def standing(after: int | None, siblings: list[int]) -> int | None:
    """The neighbour a row stood after, or the last of the place when that one has gone elsewhere."""
    if after is None or after in siblings:
        return after
    return siblings[-1] if siblings else None


def undo_rows(roadmap: Roadmap, step: RoadmapEdit, by: User) -> RoadmapEdit:
    """Take away what the step brought, bring back what it took; the head of the plan goes along."""
    brought, taken = rows_in_step(step.after), rows_in_step(step.before)
    if any(brought.values()):
        take_away(roadmap, brought)
    if any(taken.values()):
        bring_back(roadmap, taken)
    put_head(roadmap, step)
    kind = EditKind.RESTORE if any(taken.values()) else EditKind.REMOVE
    undoing = Step(kind, step.table, step.row, before=step.after, after=step.before, undoes=step)
    return write_step(roadmap, undoing, by=by)


def rows_in_step(side: dict[str, list[int]] | None) -> Rows:
    side = side or {}
    return rows_of(sections=side.get("sections", ()), measures=side.get("measures", ()))


def put_head(roadmap: Roadmap, step: RoadmapEdit) -> None:
    """Return title, goals and tasks that an import has changed. Raises Refusal STALE when they changed since."""
    former, written = (step.before or {}).get("head", {}), (step.after or {}).get("head", {})
    for field, text in former.items():
        rule = cell_rule("roadmap", field)
        current = text_of(roadmap, field, rule)
        if current != written[field]:
            raise stale(roadmap, "roadmap", roadmap.pk, field, current)
        put(roadmap, roadmap, field, rule, text)


def undo_aims(roadmap: Roadmap, step: RoadmapEdit, by: User) -> RoadmapEdit | None:
    """Return the former aims, when nobody has chosen others since."""
    measure = Measure.objects.live().filter(roadmap=roadmap, pk=step.row).first()
    if measure is None:
        raise gone()
    current = aims_of(measure)
    if current == step.before:
        return None
    if current != step.after:
        raise Refusal(
            "STALE", "С тех пор другой человек выбрал иначе, что лечит это мероприятие.", "Измените выбор сами."
        )
    return change_aims(roadmap, measure, step.before or NO_AIMS, by=by, undoes=step)


UNDOINGS: dict[EditKind, Undoing] = {
    EditKind.FIELD: undo_field,
    EditKind.MOVE: undo_move,
    EditKind.AIMS: undo_aims,
    EditKind.ADD: undo_rows,
    EditKind.REMOVE: undo_rows,
    EditKind.RESTORE: undo_rows,
}
