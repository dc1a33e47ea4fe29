"""Many measures at once into a plan that is being written: from the library, from last year's plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from roadmaps.enums import EditKind
from roadmaps.models import Measure, MeasureAim, Roadmap, RoadmapSection, TypicalMeasure
from roadmaps.rules.plan_draft import PlanContent, RowDraft, SectionDraft
from roadmaps.rules.year_on import years_on
from roadmaps.selectors.last_year import COPIED_TEXTS, matching_aims, rows_of_source, source_for
from roadmaps.selectors.library import offered_to, treated_by
from roadmaps.services.aims import NO_AIMS, Aims
from roadmaps.services.edit_rows import Step, make_room, open_for_editing, rows_in, write_step
from roadmaps.services.pasting import measure_from, write_sections
from roadmaps.services.periods_of_measures import terms_for
from roadmaps.services.plan_rows import require_space, rows_of
from shnor_portal.accounts.models import User
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.text import fold

TYPICAL_TEXTS = (
    "title",
    "period_wording",
    "responsible",
    "expected_result",
    "indicator",
    "indicator_text",
    "evidence_hint",
)
KEYS = UUID("5a7d2f10-3a43-4f0e-9d1c-6f0a9a1c7b52")
"""Name space of row keys made from a request's own key: the same request makes the same rows."""


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be: its texts by cell, where it goes (a section's key, or a title), and what it treats."""

    key: UUID
    texts: Mapping[str, str]
    section: int | str | None
    aims: Aims = field(default_factory=lambda: dict(NO_AIMS))
    origin: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def take_typical(*, roadmap_id: int, typical_ids: Iterable[int], section: int | None, key: str, by: User) -> int:
    """Put measures of the library into the plan with what they treat; gives how many were put.

    `section` None spreads them over sections named as in the library. The same `key` sent twice puts them once. Raises
    Refusal NO_ROWS, ROW_GONE, ROWS_TOO_MANY, STATE.
    """
    roadmap = open_for_editing(roadmap_id, by)
    chosen = list(offered_to(roadmap).filter(pk__in=list(typical_ids)))
    rows = [typical_row(roadmap, typical, section, key) for typical in chosen]
    return len(put_rows(roadmap, rows, by=by))


def typical_row(roadmap: Roadmap, typical: TypicalMeasure, section: int | None, key: str) -> NewRow:
    """A row made of a typical measure; `deficit_id` and `risk_id` are those of the case that it was written for."""
    treated = treated_by(typical, roadmap)
    return NewRow(
        key=uuid5(KEYS, f"{roadmap.pk}:{key}:{typical.pk}"),
        texts={name: getattr(typical, name) for name in TYPICAL_TEXTS},
        section=section if section is not None else typical.section_title,
        aims={"deficits": treated.deficit_ids, "risks": treated.risk_ids},
        origin={"typical_code": typical.code},
    )


@transaction.atomic
def take_last_year(*, roadmap_id: int, periods: Mapping[int, str], section: int | None, key: str, by: User) -> int:
    """Put rows of the school's last plan again, given by key with the term each is to have; gives how many were put.

    Evidence, states and reports stay with the last year; aims come along where the case has the same deficit or factor.
    Raises Refusal NO_SOURCE, and as `take_typical`.
    """
    roadmap = open_for_editing(roadmap_id, by)
    source = source_for(roadmap)
    if source is None:
        raise Refusal("NO_SOURCE", "Дорожной карты прошлых лет на портале нет.", "Соберите карту из библиотеки.")
    chosen = [measure for measure in rows_of_source(source) if measure.pk in periods]
    aims = matching_aims(roadmap, chosen)
    rows = [
        NewRow(
            key=uuid5(KEYS, f"{roadmap.pk}:{key}:{measure.pk}"),
            texts={name: getattr(measure, name) for name in COPIED_TEXTS} | {"period_wording": periods[measure.pk]},
            section=section if section is not None else measure.section.title if measure.section else None,
            aims=aims[measure.pk],
            origin={"copied_from_id": measure.pk, "typical_code": measure.typical_code},
        )
        for measure in chosen
    ]
    return len(put_rows(roadmap, rows, by=by))


def suggested_period(roadmap: Roadmap, source: Roadmap, wording: str) -> str:
    """The term as it would be in the roadmap's own year."""
    return years_on(wording, roadmap.academic_year - source.academic_year)


def put_rows(roadmap: Roadmap, rows: list[NewRow], *, by: User) -> list[Measure]:
    """Write rows at the ends of their sections as one step that undo takes back; the caller holds the lock.

    Rows whose key stands already are left out: the request came twice. Raises Refusal NO_ROWS, ROW_GONE, ROWS_TOO_MANY.
    """
    if not rows:
        raise Refusal("NO_ROWS", "Не выбрано ни одного мероприятия.", "Отметьте нужные строки.", status=400)
    known = set(Measure.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    fresh = [row for row in rows if row.key not in known]
    if not fresh:
        return []
    homes, made = sections_for(roadmap, fresh)
    require_space(roadmap, len(fresh))
    measures = Measure.objects.bulk_create(placed(roadmap, fresh, homes))
    put_aims(roadmap, measures, fresh)
    kept = rows_of(sections=[section.pk for section in made], measures=[measure.pk for measure in measures])
    write_step(roadmap, Step(EditKind.ADD, "plan", after=kept), by=by)
    return measures


def sections_for(
    roadmap: Roadmap, rows: Iterable[NewRow]
) -> tuple[dict[int | str | None, int | None], list[RoadmapSection]]:
    """The section of each target, and those made for titles the plan had not. Raises Refusal ROW_GONE."""
    standing = dict(RoadmapSection.objects.filter(roadmap=roadmap, is_removed=False).values_list("pk", "title"))
    by_title = {fold(title): key for key, title in reversed(standing.items())}
    targets = list(dict.fromkeys(row.section for row in rows))
    missing = {fold(target): target for target in targets if isinstance(target, str) and target.strip()}
    missing = {folded: title for folded, title in missing.items() if folded not in by_title}
    require_space(roadmap, 0, len(missing))
    drafts = tuple(SectionDraft(title) for title in missing.values())
    made = write_sections(roadmap, PlanContent(sections=drafts), None)
    by_title |= {folded: section.pk for folded, section in zip(missing, made, strict=True)}
    homes: dict[int | str | None, int | None] = {}
    for target in targets:
        if isinstance(target, int) and target not in standing:
            raise Refusal("ROW_GONE", "Раздел убрал другой человек.", "Выберите другой раздел.")
        homes[target] = by_title.get(fold(target)) if isinstance(target, str) else target
    return homes, made


def placed(roadmap: Roadmap, rows: list[NewRow], homes: Mapping[int | str | None, int | None]) -> list[Measure]:
    """Unsaved measures in the order of `rows`, each with a place at the end of its section."""
    terms = terms_for(roadmap)
    counts: dict[int | None, int] = {}
    for row in rows:
        counts[homes[row.section]] = counts.get(homes[row.section], 0) + 1
    places = {home: iter(room_at_end(roadmap, home, count)) for home, count in counts.items()}
    measures = []
    for row in rows:
        home = homes[row.section]
        measure = measure_from(roadmap, RowDraft(dict(row.texts)), home, next(places[home]), terms)
        measure.key = row.key
        for name, value in row.origin.items():
            setattr(measure, name, value)
        measures.append(measure)
    return measures


def room_at_end(roadmap: Roadmap, section: int | None, count: int) -> list[int]:
    """Free places after the last row of the section."""
    siblings = rows_in(roadmap, section)
    last = siblings.last()
    return make_room(siblings, last.pk if last else None, count)


def put_aims(roadmap: Roadmap, measures: Iterable[Measure], rows: Iterable[NewRow]) -> None:
    """Aims of the new rows in one statement."""
    aims = []
    for measure, row in zip(measures, rows, strict=True):
        about = {"municipality_id": roadmap.municipality_id, "roadmap": roadmap, "measure": measure}
        aims += [MeasureAim(deficit_id=key, **about) for key in row.aims["deficits"]]
        aims += [MeasureAim(risk_id=key, **about) for key in row.aims["risks"]]
    MeasureAim.objects.bulk_create(aims)
