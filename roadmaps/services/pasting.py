"""Many rows at once, from a pasted table or a file, in one step that can be undone."""

from typing import Any

from django.db import transaction

from roadmaps.enums import EditKind
from roadmaps.models import Measure, Roadmap, RoadmapEdit, RoadmapSection
from roadmaps.periods.terms import Terms
from roadmaps.rules.cells import cell_rule, clean_cell
from roadmaps.rules.plan_draft import PlanContent, RowDraft
from roadmaps.services.edit_rows import (
    Step,
    live_measure,
    live_section,
    make_room,
    open_for_editing,
    rows_in,
    sections_of,
    write_step,
)
from roadmaps.services.periods_of_measures import period_fields, terms_for
from roadmaps.services.plan_rows import Rows, live_rows, require_space, rows_of, take_away
from shnor_portal.accounts.models import User
from shnor_portal.common.refusals import Refusal


@transaction.atomic
def insert_rows(
    *, roadmap_id: int, content: PlanContent, section: int | None, after: int | None, by: User
) -> RoadmapEdit:
    """Put rows after a row of the section (None: at its end), and new sections after that section.

    Raises Refusal NO_ROWS, ROWS_TOO_MANY, ROW_GONE, STATE, TEXT_CONTROL, TEXT_TOO_LONG.
    """
    roadmap = open_for_editing(roadmap_id, by)
    require_rows(content)
    require_space(roadmap, len(content), len(content.sections))
    if section is not None:
        live_section(roadmap, section)
    if after is not None and live_measure(roadmap, after).section_id != section:
        raise Refusal("ROW_GONE", "Строку, после которой вы вставляете, переместили.", "Выберите место ещё раз.")
    made = write_rows(roadmap, content, section, after)
    return write_step(roadmap, Step(EditKind.ADD, "plan", after=made), by=by)


@transaction.atomic
def apply_plan(
    *, roadmap_id: int, content: PlanContent, replace: bool, with_head: bool, by: User, revision: int
) -> RoadmapEdit:
    """Take a whole plan over: added at the end, or in the place of everything that stands.

    `revision` is the one the person saw in the preview. Raises Refusal STALE when the plan has changed since, and
    as `insert_rows`.
    """
    roadmap = open_for_editing(roadmap_id, by)
    require_rows(content)
    if roadmap.revision != revision:
        raise Refusal(
            "STALE",
            "Пока вы смотрели на файл, план изменил другой человек.",
            "Загрузите файл ещё раз: предпросмотр покажет, что будет заменено теперь.",
        )
    taken = live_rows(roadmap) if replace else rows_of()
    if any(taken.values()):
        take_away(roadmap, taken)
    require_space(roadmap, len(content), len(content.sections))
    before, after = replace_head(roadmap, content) if with_head else ({}, {})
    last = rows_in(roadmap, None).last()
    made = write_rows(roadmap, content, None, last.pk if last else None)
    step = Step(EditKind.ADD, "plan", before={**taken, "head": before}, after={**made, "head": after})
    return write_step(roadmap, step, by=by)


def require_rows(content: PlanContent) -> None:
    """Refusal NO_ROWS when there is nothing to put."""
    if not len(content) and not content.sections:
        raise Refusal("NO_ROWS", "Не нашлось ни одной строки с мероприятием.", "Проверьте столбцы.", status=400)


def replace_head(roadmap: Roadmap, content: PlanContent) -> tuple[dict[str, str], dict[str, str]]:
    """Put title, goals and tasks where the file has them; gives what was and what became, as cells hold it."""
    written = {"title": content.title, "goals": "\n".join(content.goals), "tasks": "\n".join(content.tasks)}
    before, after = {}, {}
    for field, text in written.items():
        if not text:
            continue
        rule = cell_rule("roadmap", field)
        cleaned = clean_cell(rule, text)
        before[field] = getattr(roadmap, field) if field == "title" else "\n".join(getattr(roadmap, field))
        after[field] = cleaned
        setattr(roadmap, field, cleaned if field == "title" else cleaned.split("\n"))
    return before, after


def write_rows(roadmap: Roadmap, content: PlanContent, section: int | None, after: int | None) -> Rows:
    """Sections first, then all measures in one statement; gives their keys."""
    terms = terms_for(roadmap)
    sections = write_sections(roadmap, content, section)
    if after is None and section is not None:
        last = rows_in(roadmap, section).last()
        after = last.pk if last else None
    positions = make_room(rows_in(roadmap, section), after, len(content.loose)) if content.loose else []
    measures = [
        measure_from(roadmap, row, section, position, terms)
        for row, position in zip(content.loose, positions, strict=True)
    ]
    for made, draft in zip(sections, content.sections, strict=True):
        places = make_room(rows_in(roadmap, made.pk), None, len(draft.rows))
        measures += [
            measure_from(roadmap, row, made.pk, place, terms) for row, place in zip(draft.rows, places, strict=True)
        ]
    kept = Measure.objects.bulk_create(measures)
    return rows_of(sections=[each.pk for each in sections], measures=[each.pk for each in kept])


def write_sections(roadmap: Roadmap, content: PlanContent, after: int | None) -> list[RoadmapSection]:
    """New sections after the given one; None: after the last."""
    if not content.sections:
        return []
    siblings, rule = sections_of(roadmap), cell_rule("section", "title")
    last = siblings.last()
    places = make_room(siblings, after if after is not None else last.pk if last else None, len(content.sections))
    return [
        RoadmapSection.objects.create(
            municipality_id=roadmap.municipality_id,
            roadmap=roadmap,
            position=place,
            title=clean_cell(rule, draft.title)[: rule.limit],
        )
        for draft, place in zip(content.sections, places, strict=True)
    ]


def measure_from(roadmap: Roadmap, row: RowDraft, section: int | None, position: int, terms: Terms) -> Measure:
    """A measure with its texts cleaned and its term read."""
    texts: dict[str, Any] = {field: clean_cell(cell_rule("measure", field), text) for field, text in row.texts.items()}
    texts |= period_fields(texts.get("period_wording", ""), roadmap.academic_year, terms)
    return Measure(
        municipality_id=roadmap.municipality_id,
        roadmap=roadmap,
        section_id=section,
        position=position,
        source_number=row.source_number[:16],
        **texts,
    )
