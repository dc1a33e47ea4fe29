"""An editor among many: what she does, what she was told, and the check that nothing of it is lost."""

import random
import uuid
from dataclasses import dataclass, field

from roadmaps.enums import EditKind
from roadmaps.models import Measure, Roadmap, RoadmapEdit
from roadmaps.services.editing import edit_cell
from roadmaps.services.structure import add_measure
from shnor_portal.accounts.models import User
from shnor_portal.common.refusals import Refusal

FIELDS = ("title", "responsible", "expected_result")


@dataclass
class Told:
    """What one editor was told: steps accepted, rows she added, and for what was declined her text, the one that stands
    there, and the code with its author.
    """

    accepted: list[int] = field(default_factory=list)
    added: list[uuid.UUID] = field(default_factory=list)
    shown: list[tuple[str, str, str]] = field(default_factory=list)


def crowd(roadmap_id: int, user_id: int, number: int, edits: int) -> Told:
    """So many edits by one person: every fifth adds a row, the others write into cells many want at once.

    Every second text is begun from what the cell said a while ago, as on a page that stands open.
    """
    by, lot, told = User.objects.get(pk=user_id), random.Random(number), Told()  # noqa: S311
    seen = texts_of(roadmap_id)
    for turn in range(edits):
        if turn % 5 == 4:
            key = uuid.uuid4()
            step = add_measure(roadmap_id=roadmap_id, key=key, section=None, after=None, by=by)
            told.added.append(key)
            told.accepted.append(step.pk)
            continue
        if turn % 2:
            seen = texts_of(roadmap_id)
        row, name = lot.choice(sorted(seen))
        mine = f"{number}-{turn}"
        try:
            written = edit_cell(
                roadmap_id=roadmap_id, table="measure", row=row, field=name, base=seen[row, name], value=mine, by=by
            )
        except Refusal as said:
            told.shown.append((mine, said.details["current"], f"{said.code} {said.details['who']}"))
        else:
            assert written is not None
            told.accepted.append(written.pk)
    return told


def texts_of(roadmap_id: int) -> dict[tuple[int, str], str]:
    """What the first rows say, by row and field."""
    rows = Measure.objects.live().filter(roadmap_id=roadmap_id, section__isnull=False)
    return {(row.pk, name): getattr(row, name) for row in rows for name in FIELDS}


def check_plan(roadmap_id: int, told: list[Told]) -> int:
    """Every accepted step is logged once, in one unbroken row of revisions, cells hold the last accepted text.

    Gives how many attempts there were in all: accepted and declined.
    """
    roadmap = Roadmap.objects.get(pk=roadmap_id)
    steps = list(RoadmapEdit.objects.filter(roadmap=roadmap).order_by("revision"))
    assert [step.revision for step in steps] == list(range(1, roadmap.revision + 1))
    accepted = [key for each in told for key in each.accepted]
    assert sorted(accepted) == sorted(step.pk for step in steps)
    texts: dict[tuple[int | None, str], str] = {}
    for step in steps:
        if step.kind == EditKind.FIELD:
            assert step.before == texts.get((step.row, step.field), step.before)
            texts[step.row, step.field] = str(step.after)
    for (row, name), text in texts.items():
        assert getattr(Measure.objects.get(pk=row or 0), name) == text
    added = {key for each in told for key in each.added}
    assert set(Measure.objects.live().filter(key__in=added).values_list("key", flat=True)) == added
    written = {str(step.after) for step in steps if step.kind == EditKind.FIELD}
    declined = [each for one in told for each in one.shown]
    assert all(mine not in written and mine != other for mine, other, _ in declined)
    assert all(how.startswith("STALE Администрация") for *_, how in declined)
    return len(accepted) + len(declined)
