"""One cell at a time: a text is written only over the text its author saw."""

from typing import Any

from django.db import transaction

from diagnostics.indicators.catalogue import CATALOGUE
from diagnostics.procedures import ProcedureKey
from roadmaps.enums import EditKind
from roadmaps.models import Measure, Roadmap, RoadmapEdit, RoadmapSection
from roadmaps.rules.cells import CellKind, CellRule, as_shown, cell_rule, clean_cell
from roadmaps.selectors.reporters import reporters_of
from roadmaps.services.edit_rows import Step, live_measure, live_section, open_for_editing, write_step
from roadmaps.services.periods_of_measures import set_period, terms_for
from shnor_portal.accounts.models import User
from shnor_portal.common.refusals import Refusal

Target = Roadmap | RoadmapSection | Measure


@transaction.atomic
def edit_cell(
    *, roadmap_id: int, table: str, row: int, field: str, base: str, value: str, by: User
) -> RoadmapEdit | None:
    """Write a cell, or nothing when it holds the value already.

    `base` is the text the person began from. Raises Refusal STALE with the text that stands there now, its author and
    time, when it is another one; ROW_GONE, STATE, TEXT_CONTROL, TEXT_TOO_LONG, TEXT_REQUIRED as they are named.
    """
    roadmap = open_for_editing(roadmap_id, by)
    rule = cell_rule(table, field)
    target = target_of(roadmap, table, row)
    text = clean_cell(rule, value)
    current = text_of(target, field, rule)
    if text == current:
        return None
    if current != as_shown(base):
        raise stale(roadmap, table, target.pk, field, current)
    return rewrite(roadmap, table, target, field, text, by=by)


@transaction.atomic
def edit_measure(*, roadmap_id: int, row: int, cells: dict[str, tuple[str, str]], by: User) -> list[RoadmapEdit]:
    """Write several cells of a measure, given as pairs of what was and what is; all of them or none.

    Raises as `edit_cell`; a STALE says in `where` which cell.
    """
    open_for_editing(roadmap_id, by)
    written = []
    for field, (base, value) in cells.items():
        if as_shown(base) == as_shown(value):
            continue
        try:
            written.append(
                edit_cell(roadmap_id=roadmap_id, table="measure", row=row, field=field, base=base, value=value, by=by)
            )
        except Refusal as declined:
            declined.where["field"] = cell_rule("measure", field).label
            declined.details["field"] = field
            raise
    return [step for step in written if step is not None]


def rewrite(
    roadmap: Roadmap, table: str, target: Target, field: str, text: str, *, by: User, undoes: RoadmapEdit | None = None
) -> RoadmapEdit:
    """Put the text into the cell and write the step down; the caller holds the lock and has compared."""
    rule = cell_rule(table, field)
    before = text_of(target, field, rule)
    put(roadmap, target, field, rule, text)
    if not isinstance(target, Roadmap):
        target.version += 1
        target.save()
    step = Step(EditKind.FIELD, table, target.pk, field, before, text, undoes)
    return write_step(roadmap, step, by=by)


def target_of(roadmap: Roadmap, table: str, row: int) -> Target:
    """The row a cell belongs to, alive. Raises Refusal ROW_GONE."""
    if table == "roadmap":
        return roadmap
    return live_section(roadmap, row) if table == "section" else live_measure(roadmap, row)


def text_of(target: Target, field: str, rule: CellRule) -> str:
    """The cell as text, the way pages show it and requests compare it."""
    if rule.kind == CellKind.LINES:
        return "\n".join(getattr(target, field))
    if rule.kind == CellKind.PERSON:
        return str(getattr(target, f"{field}_id") or "")
    return as_shown(getattr(target, field))


def put(roadmap: Roadmap, target: Target, field: str, rule: CellRule, text: str) -> None:
    """Turn the text into what the column holds. Raises Refusal CELL_VALUE for a code or a person nobody knows."""
    match rule.kind:
        case CellKind.LINES:
            setattr(target, field, text.split("\n") if text else [])
        case CellKind.PERIOD if isinstance(target, Measure):
            set_period(target, text, roadmap.academic_year, terms_for(roadmap))
        case CellKind.PERSON:
            setattr(target, f"{field}_id", person_key(roadmap, text))
        case _:
            require_known(rule, text)
            setattr(target, field, text)


def require_known(rule: CellRule, text: str) -> None:
    """Codes are those of the catalogue of indicators and of procedures."""
    if not text or rule.kind not in (CellKind.INDICATOR, CellKind.PROCEDURE):
        return
    if rule.kind == CellKind.INDICATOR and text in CATALOGUE:
        return
    if rule.kind == CellKind.PROCEDURE and is_procedure(text):
        return
    raise Refusal("CELL_VALUE", f"{rule.label}: такого значения нет.", "Выберите из предложенных.", status=400)


def is_procedure(code: str) -> bool:
    try:
        ProcedureKey.parse(code)
    except ValueError:
        return False
    return True


def person_key(roadmap: Roadmap, text: str) -> int | None:
    """The key of a person who may report on the roadmap's measures."""
    if not text:
        return None
    if text not in {str(person.pk) for person in reporters_of(roadmap)}:
        raise Refusal("CELL_VALUE", "Этот человек здесь не отчитывается.", "Выберите из предложенных.", status=400)
    return int(text)


def stale(roadmap: Roadmap, table: str, row: int, field: str, current: str) -> Refusal:
    """Another person's text stands in the cell: what, whose and since when."""
    last = RoadmapEdit.objects.filter(roadmap=roadmap, table=table, row=row, field=field).select_related("by").first()
    details: dict[str, Any] = {"current": current, "revision": roadmap.revision}
    if last is not None:
        details |= {"who": str(last.by), "at": last.at.isoformat()}
    return Refusal(
        "STALE",
        "Пока вы писали, эту ячейку изменил другой человек.",
        "Сравните оба текста и решите, какой оставить: ничего из набранного не пропало.",
        details=details,
    )
