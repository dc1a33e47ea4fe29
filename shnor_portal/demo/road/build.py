"""Building the demo's year: every school's story in a transaction of its own, so that a cut leaves whole ones."""

from collections.abc import Callable

from django.db import transaction

from diagnostics.models import RiskList, RiskListEntry
from roadmaps.enums import CaseStage
from roadmaps.models import CaseNote, SupportCase
from roadmaps.services.programme import load_reference
from shnor_portal.accounts.models import Municipality
from shnor_portal.demo.road.annexes import count_routes, write_annexes
from shnor_portal.demo.road.cast import Cast, gather
from shnor_portal.demo.road.days import Days, days_of, year_before
from shnor_portal.demo.road.doing import carry_out, move_one_term
from shnor_portal.demo.road.entry import accept, apply, decline, enter_list
from shnor_portal.demo.road.last_year import lead_last_year
from shnor_portal.demo.road.months import answer_one, review_months, support
from shnor_portal.demo.road.plans import city_plan, draft_plan, hand_to_schools, lead_plan
from shnor_portal.demo.road.profile import diagnose, find
from shnor_portal.demo.road.programmes import write_programmes
from shnor_portal.demo.road.stories import (
    BY_APPLICATION,
    CONTINUED,
    DECLINED_APPLICANT,
    FORMAT_CHANGED,
    LEFT,
    STORIES,
    WAITING_APPLICANT,
    Far,
    Story,
)
from shnor_portal.demo.road.talks import call, hear, note_down, pause, put_in_charge, raise_troubles
from shnor_portal.demo.road.ticks import tick_off

CALLED_IN, CALLED_AT = 5, 14
"""Days until the interview that is still ahead, and its hour."""


def has_road(city: Municipality) -> bool:
    """Whether the year stands: its last act, the restricted note, was written."""
    return CaseNote.objects.filter(municipality=city, is_restricted=True).exists()


def build_road(city: Municipality, own: RiskList, tell: Callable[[str], None]) -> None:
    """Build the year that is going on, or what is missing of it. `own` is the city's newest list by the rule."""
    if has_road(city):
        return
    entries = list(own.entries.filter(is_included=True).select_related("school").order_by("-low_count", "pk"))
    cast, days = gather(city, [entry.school for entry in entries]), days_of(city)
    load_reference(municipality=city, by=cast.officer)
    with transaction.atomic():
        last = cases_of(enter_list(city, year_before(days), [FORMAT_CHANGED, CONTINUED, *LEFT], cast), entries)
        lead_last_year(last, dict(enumerate(entries)), year_before(days), cast)
    with transaction.atomic():
        cases = cases_of(enter_list(city, days, [story.place for story in STORIES], cast), entries)
        plan = city_plan(city, days, cast)
    for story in STORIES:
        tell(f"школа {story.place + 1} из {len(STORIES)}")
        begin(cases[story.place], entries[story.place], story, days, cast)
    take_applications(entries, days, cast)
    with transaction.atomic():
        hand_to_schools(plan, cast)
        carry_out(plan, days, cast, slips=1, checker=cast.coordinator)
        for story in STORIES:
            go_on(cases[story.place], story, days, cast)
        write_annexes(cases[0].school, days, cast)
        count_routes(cases[0].school, days, cast)
        tick_off(city, days, cast)
        note_down(cases[0], cast)


def cases_of(risk_list: RiskList, entries: list[RiskListEntry]) -> dict[int, SupportCase]:
    """Cases of a list's school year by the school's place."""
    places = {entry.school_id: place for place, entry in enumerate(entries)}
    rows = SupportCase.objects.filter(academic_year=risk_list.academic_year, school__in=places)
    return {places[case.school_id]: case for case in rows.select_related("school", "municipality")}


@transaction.atomic
def begin(case: SupportCase, own: RiskListEntry, story: Story, days: Days, cast: Cast) -> None:
    """A school's way up to its roadmap, unless it has gone it."""
    if story.far == Far.ENTERED or case.stage != CaseStage.CANDIDATE:
        return
    put_in_charge(case, story, cast)
    if story.far == Far.CALLED:
        call(case, days.ahead(CALLED_IN), CALLED_AT, days, cast)
        return
    hear(case, story, days, cast)
    if story.far >= Far.DIAGNOSED:
        diagnose(case, own, story, cast)
    if story.far >= Far.FOUND:
        find(case, story, cast)
    if story.far >= Far.DRAFTED:
        lead_plan(draft_plan(case, story.rows, cast.deputy(case.school)), story, days, cast)


def go_on(case: SupportCase, story: Story, days: Days, cast: Cast) -> None:
    """What a school with a roadmap in force does, and what it is given."""
    if story.far < Far.APPROVED:
        return
    case = SupportCase.objects.select_related("school", "municipality", "roadmap__school").get(pk=case.pk)
    checker = cast.curator if story.is_curated else cast.coordinator
    carry_out(case.roadmap, days, cast, slips=story.slips, checker=checker)
    move_one_term(case.roadmap, days, cast.deputy(case.school))
    write_programmes(case, cast.deputy(case.school))
    review_months(case, story, days, cast)
    answer_one(case, cast)
    support(case, days, cast)
    raise_troubles(case, story, cast)
    if story.is_paused:
        pause(case, cast)


@transaction.atomic
def take_applications(entries: list[RiskListEntry], days: Days, cast: Cast) -> None:
    """One application accepted, one declined, one waiting."""
    school = entries[BY_APPLICATION.place].school
    case = accept(apply(school, days, cast), cast)
    if case.coordinator is None:
        put_in_charge(case, BY_APPLICATION, cast)
        hear(case, BY_APPLICATION, days, cast)
    decline(apply(entries[DECLINED_APPLICANT].school, days, cast), cast)
    apply(entries[WAITING_APPLICANT].school, days, cast)
