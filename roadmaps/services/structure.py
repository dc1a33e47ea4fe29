"""Steps that change what stands in a plan and where: adding, copying, moving, removing."""

from uuid import UUID

from django.db import transaction

from roadmaps.enums import EditKind
from roadmaps.models import Measure, Roadmap, RoadmapEdit, RoadmapSection
from roadmaps.rules.cells import cell_rule, clean_cell
from roadmaps.services.aims import aims_of, write_aims
from roadmaps.services.edit_rows import (
    Step,
    gone,
    live_measure,
    live_section,
    make_room,
    open_for_editing,
    row_before,
    rows_in,
    sections_of,
    write_step,
)
from roadmaps.services.plan_rows import require_space, rows_of, take_away
from shnor_portal.accounts.models import User
from shnor_portal.common.refusals import Refusal

COPIED = (
    "title",
    "period_wording",
    "period_kind",
    "starts_on",
    "due_on",
    "due_days",
    "intervals",
    "recurrence",
    "responsible",
    "responsible_user_id",
    "expected_result",
    "indicator",
    "procedure",
    "indicator_text",
    "baseline",
    "target",
    "evidence_hint",
    "footnote",
    "typical_code",
)


@transaction.atomic
def add_measure(
    *, roadmap_id: int, key: UUID, section: int | None, after: int | None, by: User, copy_of: int | None = None
) -> RoadmapEdit:
    """Put a row after another one (None: first in the section), empty or a copy with its aims.

    `key` is chosen by the page: the same request sent twice makes one row and gets the same step. Raises Refusal
    ROW_GONE, ROWS_TOO_MANY, STATE, KEY_TAKEN.
    """
    roadmap = open_for_editing(roadmap_id, by)
    made = step_that_made(roadmap, key)
    if made is not None:
        return made
    if section is not None:
        live_section(roadmap, section)
    require_space(roadmap, 1)
    source = live_measure(roadmap, copy_of) if copy_of is not None else None
    (position,) = make_room(rows_in(roadmap, section), after)
    copied = {name: getattr(source, name) for name in COPIED} if source else {}
    measure = Measure.objects.create(
        municipality_id=roadmap.municipality_id,
        roadmap=roadmap,
        key=key,
        section_id=section,
        position=position,
        **copied,
    )
    if source is not None:
        write_aims(roadmap, measure, aims_of(source))
    step = Step(EditKind.ADD, "measure", measure.pk, after=rows_of(measures=[measure.pk]))
    return write_step(roadmap, step, by=by)


def step_that_made(roadmap: Roadmap, key: UUID) -> RoadmapEdit | None:
    """The step of an earlier request with the same key. Raises Refusal KEY_TAKEN for another plan's row."""
    made = Measure.objects.filter(key=key).first()
    if made is None:
        return None
    step = RoadmapEdit.objects.filter(roadmap=roadmap, table="measure", row=made.pk, kind=EditKind.ADD).last()
    if made.roadmap_id != roadmap.pk or step is None:
        raise Refusal("KEY_TAKEN", "Строка с таким ключом уже есть.", "Обновите страницу и добавьте строку снова.")
    return step


@transaction.atomic
def add_section(*, roadmap_id: int, title: str, after: int | None, by: User) -> RoadmapEdit:
    """Put a section after another one; None: after the last. Raises as `add_measure`."""
    roadmap = open_for_editing(roadmap_id, by)
    text = clean_cell(cell_rule("section", "title"), title)
    require_space(roadmap, 0, 1)
    siblings = sections_of(roadmap)
    last = siblings.last()
    (position,) = make_room(siblings, after if after is not None else last.pk if last else None)
    section = RoadmapSection.objects.create(
        municipality_id=roadmap.municipality_id, roadmap=roadmap, position=position, title=text
    )
    step = Step(EditKind.ADD, "section", section.pk, after=rows_of(sections=[section.pk]))
    return write_step(roadmap, step, by=by)


@transaction.atomic
def move_measure(*, roadmap_id: int, row: int, section: int | None, after: int | None, by: User) -> RoadmapEdit | None:
    """Put a row after another one of the section (None: first in it). Gives None when it stands there already."""
    roadmap = open_for_editing(roadmap_id, by)
    return place_measure(roadmap, live_measure(roadmap, row), section, after, by=by)


def place_measure(
    roadmap: Roadmap,
    measure: Measure,
    section: int | None,
    after: int | None,
    *,
    by: User,
    undoes: RoadmapEdit | None = None,
) -> RoadmapEdit | None:
    """Move inside the transaction of the caller."""
    if section is not None:
        live_section(roadmap, section)
    before = {
        "section": measure.section_id,
        "after": row_before(rows_in(roadmap, measure.section_id), measure.pk),
    }
    wanted = {"section": section, "after": after}
    if before == wanted or after == measure.pk:
        return None
    (measure.position,) = make_room(rows_in(roadmap, section), after, moving=measure.pk)
    measure.section_id = section
    measure.version += 1
    measure.save(update_fields=["position", "section", "version"])
    step = Step(EditKind.MOVE, "measure", measure.pk, before=before, after=wanted, undoes=undoes)
    return write_step(roadmap, step, by=by)


@transaction.atomic
def move_section(*, roadmap_id: int, row: int, after: int | None, by: User) -> RoadmapEdit | None:
    """Put a section with all its rows after another one (None: first)."""
    roadmap = open_for_editing(roadmap_id, by)
    return place_section(roadmap, live_section(roadmap, row), after, by=by)


def place_section(
    roadmap: Roadmap, section: RoadmapSection, after: int | None, *, by: User, undoes: RoadmapEdit | None = None
) -> RoadmapEdit | None:
    """Move inside the transaction of the caller."""
    before = row_before(sections_of(roadmap), section.pk)
    if after in (before, section.pk):
        return None
    (section.position,) = make_room(sections_of(roadmap), after, moving=section.pk)
    section.version += 1
    section.save(update_fields=["position", "version"])
    step = Step(EditKind.MOVE, "section", section.pk, "", {"after": before}, {"after": after}, undoes)
    return write_step(roadmap, step, by=by)


@transaction.atomic
def remove_row(*, roadmap_id: int, table: str, row: int, by: User) -> RoadmapEdit:
    """Take a measure away, or a section with its measures; undo brings all of it back.

    Raises Refusal ROW_GONE, MEASURE_BEGUN, STATE.
    """
    roadmap = open_for_editing(roadmap_id, by)
    if table == "section":
        section = live_section(roadmap, row)
        inside = Measure.objects.live().filter(roadmap=roadmap, section=section).values_list("pk", flat=True)
        taken = rows_of(sections=[section.pk], measures=inside)
    elif table == "measure":
        taken = rows_of(measures=[live_measure(roadmap, row).pk])
    else:
        raise gone()
    take_away(roadmap, taken)
    return write_step(roadmap, Step(EditKind.REMOVE, table, row, before=taken), by=by)
