"""Ground of every step of editing: the roadmap under its lock, rows in it, places between rows, the log of steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from roadmaps.enums import EditKind
from roadmaps.lifecycle import EDITABLE_ROADMAP, LIFECYCLES
from roadmaps.models import Measure, Roadmap, RoadmapEdit, RoadmapSection
from roadmaps.services.guards import locked_roadmap, permissions_on, require_any, require_live
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal

STEP = 1 << 16
HIGHEST = (1 << 31) - 1
SESSION = timedelta(hours=1)
EDITORS = (Permission.EDIT_ROADMAPS, Permission.EDIT_CITY_ROADMAP)


def may_edit(by: User, roadmap: Roadmap) -> bool:
    """Whether the person holds the editing permission that fits the roadmap, whatever its state."""
    return any(by.has_perm(permission, roadmap) for permission in permissions_on(roadmap, EDITORS))


def open_for_editing(roadmap_id: int, by: User) -> Roadmap:
    """The roadmap locked for a step. Raises PermissionDenied, Refusal CASE_CLOSED, CASE_PAUSED, STATE."""
    roadmap = locked_roadmap(roadmap_id)
    require_any(by, permissions_on(roadmap, EDITORS), roadmap)
    require_live(roadmap.case)
    if roadmap.state not in EDITABLE_ROADMAP:
        raise Refusal(
            "STATE",
            f"Править нельзя: дорожная карта в состоянии «{LIFECYCLES['roadmap'].label(roadmap.state)}».",
            "Обновите страницу. Сданную карту можно отозвать, утверждённую — открыть для изменений.",
        )
    return roadmap


@dataclass(frozen=True, slots=True)
class Step:
    """A step to be written down: what was done to which row, what was, what became, and which step it takes back."""

    kind: EditKind
    table: str
    row: int | None = None
    field: str = ""
    before: Any = None
    after: Any = None
    undoes: RoadmapEdit | None = None


def write_step(roadmap: Roadmap, step: Step, *, by: User) -> RoadmapEdit:
    """Number the step and keep it; the first one of a person's hour goes into the audit trail as well."""
    note_session(roadmap, by)
    roadmap.revision += 1
    roadmap.changed_at = timezone.now()
    roadmap.save(update_fields=["revision", "changed_at", "title", "goals", "tasks"])
    return RoadmapEdit.objects.create(
        municipality_id=roadmap.municipality_id,
        roadmap=roadmap,
        revision=roadmap.revision,
        kind=step.kind,
        table=step.table,
        row=step.row,
        field=step.field,
        before=step.before,
        after=step.after,
        by=by,
        at=roadmap.changed_at,
        undoes=step.undoes,
    )


def note_session(roadmap: Roadmap, by: User) -> None:
    """One entry of the trail for a sitting: every step would drown it, and the log of steps keeps them all."""
    recent = RoadmapEdit.objects.filter(roadmap=roadmap, by=by, at__gt=timezone.now() - SESSION)
    if not recent.exists():
        record(
            action="roadmap.edit",
            by=by,
            on=roadmap,
            municipality_id=roadmap.municipality_id,
            details={"from_revision": roadmap.revision},
        )


def gone(hint: str = "Вернуть её можно в истории правок.") -> Refusal:
    """The row asked for does not stand in this plan."""
    return Refusal("ROW_GONE", "Этой строки в плане уже нет.", hint)


def live_measure(roadmap: Roadmap, row: int) -> Measure:
    """Raises Refusal ROW_GONE for a removed row, and alike for another roadmap's."""
    measure = Measure.objects.live().filter(roadmap=roadmap, pk=row).first()
    if measure is None:
        raise gone()
    measure.roadmap = roadmap
    return measure


def live_section(roadmap: Roadmap, row: int) -> RoadmapSection:
    """As `live_measure`."""
    section = RoadmapSection.objects.filter(roadmap=roadmap, pk=row, is_removed=False).first()
    if section is None:
        raise gone("Раздел убрал другой человек. Вернуть его можно в истории правок.")
    return section


def sections_of(roadmap: Roadmap) -> "QuerySet[RoadmapSection]":
    """All sections, removed ones too: they keep their places for undo."""
    return RoadmapSection.objects.filter(roadmap=roadmap).order_by("position", "pk")


def rows_in(roadmap: Roadmap, section_id: int | None) -> "QuerySet[Measure]":
    """All measures of one section, removed ones too; None: those before the first section."""
    return Measure.objects.filter(roadmap=roadmap, section_id=section_id).order_by("position", "pk")


def row_before(siblings: "QuerySet[Any]", row: int) -> int | None:
    """The key of the row that stands right before, removed ones counted; None for the first."""
    keys = list(siblings.values_list("pk", flat=True))
    at = keys.index(row)
    return keys[at - 1] if at else None


def make_room(siblings: "QuerySet[Any]", after: int | None, count: int = 1, moving: int | None = None) -> list[int]:
    """Free places for `count` rows right after the row `after` (None: before all), in order.

    Places are sparse; when there is no room between two rows, all of them are spread anew. Raises Refusal ROW_GONE
    when `after` does not stand there.
    """
    placed = [row for row in siblings if row.pk != moving]
    keys = [row.pk for row in placed]
    if after is not None and after not in keys:
        raise gone("Строку, после которой вы вставляете, переместил или убрал другой человек.")
    at = keys.index(after) + 1 if after is not None else 0
    low = placed[at - 1].position if at else 0
    high = placed[at].position if at < len(placed) else low + STEP * (count + 1)
    if high - low <= count or high > HIGHEST:
        spread(siblings, placed, at, count)
        return [(at + number) * STEP for number in range(1, count + 1)]
    return [low + (high - low) * number // (count + 1) for number in range(1, count + 1)]


def spread(siblings: "QuerySet[Any]", placed: Sequence[Any], at: int, count: int) -> None:
    """Even places for all rows, with a hole of `count` before the row number `at`."""
    for number, row in enumerate(placed):
        row.position = STEP * (number + 1 + (count if number >= at else 0))
    siblings.model.objects.bulk_update(placed, ["position"])
