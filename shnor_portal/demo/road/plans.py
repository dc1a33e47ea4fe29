"""Roadmaps of the demo: the city's, and each school's as far as its story has come."""

from roadmaps.models import Measure, MeasureAim, Roadmap, RoadmapSubmission, SupportCase
from roadmaps.selectors.library import offered_to, suggestions_for
from roadmaps.services.approval import agree_roadmap, approve_roadmap, return_roadmap
from roadmaps.services.building import take_typical
from roadmaps.services.cascade import hand_over
from roadmaps.services.editing import edit_measure
from roadmaps.services.publishing import publish_roadmap
from roadmaps.services.remarks import add_remark, answer_remark
from roadmaps.services.roadmaps import GOALS, TASKS, create_city_roadmap, create_school_roadmap
from roadmaps.services.submissions import submit_roadmap
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.years import format_academic_year
from shnor_portal.demo.road.cast import Cast
from shnor_portal.demo.road.days import Days
from shnor_portal.demo.road.stories import Far, Story

CITY_ACT, SCHOOL_ACT = "418-а", "512-а"
MEASURED, HANDED_OVER = 6, 3
CITY_TITLE = "Дорожная карта города по повышению качества образования в школах с низкими образовательными результатами"
SCHOOL_TITLE = "Дорожная карта повышения качества образования"
LIBRARY = "demo"
"""The request key of rows taken from the library: taken twice, they stand once."""


def city_plan(city: Municipality, days: Days, cast: Cast) -> Roadmap:
    """The city's roadmap of the school year, made of the library, agreed and approved by an act."""
    year = days.academic_year
    found = Roadmap.objects.of_city().filter(municipality=city, academic_year=year).first()
    if found is not None:
        return found
    head = head_of(f"{CITY_TITLE} в {format_academic_year(year)} учебном году")
    roadmap = create_city_roadmap(municipality=city, academic_year=year, head=head, by=cast.officer)
    rows = offered_to(roadmap).values_list("pk", flat=True)
    take_typical(roadmap_id=roadmap.pk, typical_ids=list(rows), section=None, key=LIBRARY, by=cast.officer)
    submit_roadmap(roadmap_id=roadmap.pk, note="", by=cast.officer)
    agree_roadmap(roadmap_id=roadmap.pk, comment="", by=cast.coordinator)
    return approve_roadmap(roadmap_id=roadmap.pk, number=CITY_ACT, adopted_on=days.past(9, 25), by=cast.head)


def hand_to_schools(city_roadmap: Roadmap, cast: Cast) -> None:
    """The first measures of the city's last section go to all schools that can take them."""
    rows = Measure.objects.live().filter(roadmap=city_roadmap).order_by("-section__position", "position")
    if Measure.objects.filter(city_measure__in=rows).exists():
        return
    chosen = [measure.pk for measure in rows[:HANDED_OVER]]
    hand_over(city_roadmap_id=city_roadmap.pk, measure_ids=chosen, school_ids=(), by=cast.officer)


def head_of(title: str) -> dict[str, str]:
    return {"title": title, "goals": "\n".join(GOALS), "tasks": "\n".join(TASKS)}


def draft_plan(case: SupportCase, rows: int, by: User) -> Roadmap:
    """A school's roadmap of measures that treat what the school works on, with figures to start from."""
    roadmap = create_school_roadmap(case_id=case.pk, head=head_of(SCHOOL_TITLE), by=by)
    suited = suggestions_for(roadmap, offered_to(roadmap))[:rows]
    chosen = [each.typical.pk for each in suited]
    take_typical(roadmap_id=roadmap.pk, typical_ids=chosen, section=None, key=LIBRARY, by=by)
    set_figures(roadmap, by)
    return roadmap


def set_figures(roadmap: Roadmap, by: User) -> None:
    """Measures that treat a deficit get its counts as the baseline, and a target."""
    aims = MeasureAim.objects.filter(roadmap=roadmap, deficit__failed__isnull=False)
    counts = aims.order_by("-pk").values_list("measure_id", "deficit__failed", "deficit__participants")
    first = {measure_id: (failed, participants) for measure_id, failed, participants in counts}
    for measure_id, (failed, participants) in sorted(first.items())[:MEASURED]:
        was = f"{failed} из {participants}"
        goal = f"не больше {max((failed or 0) * 7 // 10, 1)}"
        cells = {"baseline": ("", was), "target": ("", goal)}
        edit_measure(roadmap_id=roadmap.pk, row=measure_id, cells=cells, by=by)


def lead_plan(roadmap: Roadmap, story: Story, days: Days, cast: Cast) -> None:
    """Hand the roadmap in, and lead it as far as the story goes."""
    if story.far < Far.SUBMITTED:
        return
    by = cast.deputy(roadmap.school) if roadmap.school else cast.officer
    handed = submit_roadmap(roadmap_id=roadmap.pk, note="Обсуждена на педагогическом совете.", by=by)
    if story.far in (Far.SUBMITTED, Far.RETURNED):
        remark(handed, cast)
    if story.far == Far.RETURNED:
        give_back(handed, by, cast)
    if story.far >= Far.AGREED:
        agree_roadmap(roadmap_id=roadmap.pk, comment="", by=cast.coordinator)
    if story.far >= Far.APPROVED:
        approve_roadmap(roadmap_id=roadmap.pk, number=SCHOOL_ACT, adopted_on=days.past(11, 20), by=cast.head)
    if story.far == Far.PUBLISHED and roadmap.school:
        publish_roadmap(roadmap_id=roadmap.pk, url=f"{cast.site(roadmap.school)}karta/", by=by)


def remark(handed: RoadmapSubmission, cast: Cast) -> None:
    """Two remarks at rows, as the coordinator writes them while reading."""
    rows = [row["id"] for row in handed.content["rows"]]
    for measure_id, field, code, text in (
        (rows[0], "expected_result", "no_measurable_result", "Напишите, сколько классов и какое умение."),
        (rows[2], "responsible", "no_responsible", "Кто отвечает: руководитель ШМО или заместитель директора?"),
    ):
        add_remark(
            submission_id=handed.pk,
            measure_id=measure_id,
            field=field,
            reason_code=code,
            text=text,
            by=cast.coordinator,
        )


def give_back(handed: RoadmapSubmission, deputy: User, cast: Cast) -> None:
    """The roadmap returns to the school, which has mended one of the two rows."""
    comment = "Строки с замечаниями поправьте, остальное можно согласовать."
    return_roadmap(
        roadmap_id=handed.roadmap_id, reason_codes=["no_measurable_result"], comment=comment, by=cast.coordinator
    )
    last = handed.remarks.order_by("-pk")[0]
    answer_remark(remark_id=last.pk, answer="Отвечает руководитель ШМО.", is_resolved=True, by=deputy)
