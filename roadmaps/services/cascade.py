"""Handing measures of the city's roadmap over to schools, each school once, and taking them back; set-based."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from roadmaps.enums import EditKind, MeasureState
from roadmaps.lifecycle import MEASURE
from roadmaps.models import CaseEvent, Measure, ProgressReport, Roadmap, RoadmapEdit, RoadmapSection
from roadmaps.notifications import CITY_MEASURES
from roadmaps.selectors.cascade import CascadePlan, cascade_plan
from roadmaps.services.edit_rows import STEP
from roadmaps.services.guards import locked_roadmap, require_any
from roadmaps.services.plan_rows import rows_of
from roadmaps.services.structure import COPIED
from roadmaps.services.submissions import typed
from roadmaps.signals import measure_moved
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import but, school_heads
from shnor_portal.audit.services import record
from shnor_portal.common.numbers import plural
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.text import fold
from shnor_portal.notifications.services import notify

BATCH = 500
Home = tuple[int, str]
"""A roadmap and a folded section title."""


@transaction.atomic
def hand_over(
    *, city_roadmap_id: int, measure_ids: Collection[int], school_ids: Collection[int], by: User
) -> CascadePlan:
    """Put the measures into the plans of schools: of those named, or of all with an open case of the year.

    A school that has a measure does not get it again. Schools are told. Gives what was done. Raises PermissionDenied,
    Refusal CITY_PLAN_NOT_IN_FORCE, NO_ROWS.
    """
    city = locked_city_plan(city_roadmap_id, by)
    plan = cascade_plan(city, measure_ids, school_ids)
    locked = {roadmap.pk: roadmap for roadmap in locked_plans(plan.rows)}
    plan = cascade_plan(city, measure_ids, school_ids)  # as it stands under the locks
    rows = {locked[key]: measures for key, measures in plan.rows.items() if key in locked}
    if not rows:
        raise Refusal("NO_ROWS", "Передавать нечего.", "Эти мероприятия у школ уже есть или карты их не принимают.")
    write_given(rows, by)
    tell_given(city, rows, by)
    return plan


def locked_city_plan(roadmap_id: int, by: User) -> Roadmap:
    """The city's roadmap under a lock. Raises PermissionDenied, Refusal CITY_PLAN_NOT_IN_FORCE."""
    city = locked_roadmap(roadmap_id)
    require_any(by, (Permission.EDIT_CITY_ROADMAP,), city)
    if not city.is_of_city or not city.is_in_force:
        raise Refusal(
            "CITY_PLAN_NOT_IN_FORCE",
            "Передавать школам можно мероприятия утверждённой карты города.",
            "Утвердите карту города.",
        )
    return city


def locked_plans(keys: Iterable[int]) -> list[Roadmap]:
    """Schools' roadmaps under locks, taken in one order so that two cities' workers never wait for each other."""
    rows = Roadmap.objects.select_for_update(of=("self",)).filter(pk__in=list(keys)).order_by("pk")
    return list(rows.select_related("case", "school"))


def write_given(rows: dict[Roadmap, list[Measure]], by: User) -> None:
    """Sections, measures and one step of editing a plan, in a handful of statements."""
    sections, made = homes_of(rows)
    ends = last_places(rows)
    measures = []
    for roadmap, given in rows.items():
        for city_measure in given:
            home = sections.get((roadmap.pk, folded_section(city_measure)))
            ends[roadmap.pk, home] = ends.get((roadmap.pk, home), 0) + STEP
            measures.append(copy_for(roadmap, city_measure, home, ends[roadmap.pk, home]))
    kept = Measure.objects.bulk_create(measures, batch_size=BATCH)
    write_steps(rows, made, kept, by)


def folded_section(measure: Measure) -> str:
    return fold(measure.section.title) if measure.section else ""


def homes_of(rows: dict[Roadmap, list[Measure]]) -> tuple[dict[Home, int], dict[int, list[int]]]:
    """Sections by roadmap and title as in the city's plan, and the keys of those that were made, by roadmap."""
    standing = RoadmapSection.objects.filter(roadmap__in=rows, is_removed=False).order_by("-position", "-pk")
    found = {
        (roadmap_id, fold(title)): key for roadmap_id, title, key in standing.values_list("roadmap", "title", "pk")
    }
    places: dict[int, int] = dict(
        RoadmapSection.objects.filter(roadmap__in=rows).order_by().values_list("roadmap").annotate(Max("position"))
    )
    fresh = []
    for roadmap, given in rows.items():
        for title in dict.fromkeys(m.section.title for m in given if m.section):
            if (roadmap.pk, fold(title)) in found:
                continue
            places[roadmap.pk] = places.get(roadmap.pk, 0) + STEP
            fresh.append(
                RoadmapSection(
                    municipality_id=roadmap.municipality_id,
                    roadmap=roadmap,
                    position=places[roadmap.pk],
                    title=title,
                )
            )
    made: dict[int, list[int]] = defaultdict(list)
    for section in RoadmapSection.objects.bulk_create(fresh, batch_size=BATCH):
        found[section.roadmap_id, fold(section.title)] = section.pk
        made[section.roadmap_id].append(section.pk)
    return found, made


def last_places(rows: Iterable[Roadmap]) -> dict[tuple[int, int | None], int]:
    """The last taken place of each section, by roadmap and section."""
    counted = Measure.objects.filter(roadmap__in=list(rows)).order_by().values_list("roadmap", "section")
    return {(roadmap, section): last for roadmap, section, last in counted.annotate(Max("position"))}


def copy_for(roadmap: Roadmap, city_measure: Measure, section: int | None, position: int) -> Measure:
    """The school's own row of a city measure; responsible people of the city stay with the city."""
    texts = {name: getattr(city_measure, name) for name in COPIED if name != "responsible_user_id"}
    return Measure(
        municipality_id=roadmap.municipality_id,
        roadmap=roadmap,
        section_id=section,
        position=position,
        city_measure=city_measure,
        **texts,
    )


def write_steps(
    rows: dict[Roadmap, list[Measure]], sections: dict[int, list[int]], kept: Iterable[Measure], by: User
) -> None:
    """One step of the log for each plan, so that its editors see the rows come."""
    by_plan: dict[int, list[int]] = defaultdict(list)
    for measure in kept:
        by_plan[measure.roadmap_id].append(measure.pk)
    now = timezone.now()
    for roadmap in rows:
        roadmap.revision += 1
        roadmap.changed_at = now
    Roadmap.objects.bulk_update(rows, ["revision", "changed_at"], batch_size=BATCH)
    RoadmapEdit.objects.bulk_create(
        [
            RoadmapEdit(
                municipality_id=roadmap.municipality_id,
                roadmap=roadmap,
                revision=roadmap.revision,
                kind=EditKind.ADD,
                table="plan",
                after=rows_of(sections=sections.get(roadmap.pk, []), measures=by_plan[roadmap.pk]),
                by=by,
                at=now,
            )
            for roadmap in rows
        ],
        batch_size=BATCH,
    )


def tell_given(city: Roadmap, rows: dict[Roadmap, list[Measure]], by: User) -> None:
    """Histories of the cases, one audit entry of the act, one message to the schools."""
    count = sum(map(len, rows.values()))
    tell_cases(rows, "city_measures", "Переданы мероприятия карты города", by)
    details = {"rows": count, "roadmaps": sorted(roadmap.pk for roadmap in rows)}
    record(action="roadmap.hand_over", by=by, on=city, municipality_id=city.municipality_id, details=details)
    tell_schools(city, rows, by, "В карту вашей школы добавлены мероприятия карты города.")


def tell_cases(rows: dict[Roadmap, list[Measure]], act: str, title: str, by: User, text: str = "") -> None:
    """A line in the history of every case, in one statement."""
    CaseEvent.objects.bulk_create(
        [
            CaseEvent(
                municipality_id=roadmap.municipality_id,
                case_id=roadmap.case_id,
                act=act,
                title=f"{title}: {len(measures)}",
                text=text,
                by=by,
            )
            for roadmap, measures in rows.items()
            if roadmap.case_id is not None
        ],
        batch_size=BATCH,
    )


def tell_schools(city: Roadmap, roadmaps: Iterable[Roadmap], by: User, body: str) -> None:
    """One message for the administration of all schools concerned; it leads to their own roadmaps of the year."""
    schools = [roadmap.school_id for roadmap in roadmaps if roadmap.school_id is not None]
    notify(
        kind=CITY_MEASURES.code,
        recipients=but(school_heads(city.municipality_id, schools), by),
        municipality_id=city.municipality_id,
        title=CITY_MEASURES.title,
        body=body,
        path=f"{reverse('roadmaps:roadmaps')}?year={city.academic_year}",
    )


@transaction.atomic
def take_back(*, city_measure_id: int, reason: str, by: User) -> tuple[int, int]:
    """Take a city measure back from schools that have not begun it; gives how many, and how many keep it.

    Raises PermissionDenied, Refusal REASON_REQUIRED, CITY_PLAN_NOT_IN_FORCE, NO_ROWS.
    """
    city_measure = Measure.objects.select_related("roadmap").get(pk=city_measure_id)
    city = locked_city_plan(city_measure.roadmap_id, by)
    MEASURE.check("cancel", MeasureState.PLANNED, reason)
    said = typed(reason, 600)
    rows = Measure.objects.select_for_update(of=("self",)).live().filter(city_measure=city_measure).order_by("pk")
    standing = [m for m in rows.select_related("roadmap__school") if m.state != MeasureState.CANCELLED]
    untouched = [m for m in standing if m.state == MeasureState.PLANNED]
    if not untouched:
        raise Refusal("NO_ROWS", "Отзывать нечего.", "Школы уже начали это мероприятие или его у них нет.")
    cancel_rows(untouched, said, by)
    rest = len(standing) - len(untouched)
    details = {"measures": [m.pk for m in untouched], "kept": rest, "reason": said}
    record(action="roadmap.take_back", by=by, on=city_measure, municipality_id=city.municipality_id, details=details)
    by_plan = {m.roadmap: [m] for m in untouched}
    tell_cases(by_plan, "city_measures_back", "Снято мероприятие карты города", by, said)
    tell_schools(city, by_plan, by, f"Снято мероприятие «{str(city_measure)[:200]}». {said}")
    return len(untouched), rest


def cancel_rows(measures: list[Measure], reason: str, by: User) -> None:
    """Cancel rows nobody has begun, each with a line in its history."""
    transition = MEASURE["cancel"]
    for measure in measures:
        measure.state, measure.state_note = transition.target, reason
        measure.version += 1
    Measure.objects.bulk_update(measures, ["state", "state_note", "version"], batch_size=BATCH)
    ProgressReport.objects.bulk_create(
        [
            ProgressReport(
                municipality_id=measure.municipality_id,
                measure=measure,
                act=transition.name,
                state_from=MeasureState.PLANNED,
                state_to=transition.target,
                text=reason,
                by=by,
            )
            for measure in measures
        ],
        batch_size=BATCH,
    )
    for measure in measures:
        measure_moved.send(sender=Measure, measure=measure, act=transition.name, by=by)


def counted(done: int, kept: int) -> str:
    """«Снято у 12 школ; 3 школы уже начали и продолжают.»"""
    said = f"Снято у {done} {plural(done, 'школы', 'школ', 'школ')}"
    if not kept:
        return f"{said}."
    return f"{said}; {kept} {plural(kept, 'школа начала', 'школы начали', 'школ начали')} и продолжают."
