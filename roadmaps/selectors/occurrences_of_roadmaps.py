"""Calendar lines of handing roadmaps in: each school's for itself, one that counts for the city."""

from collections.abc import Iterator
from datetime import date

from roadmaps.lifecycle import EDITABLE_ROADMAP
from roadmaps.models import Roadmap, SupportCase
from roadmaps.rules.occurrence import Occurrence, OccurrenceKind, Tally
from roadmaps.selectors.calendar_scope import Scope

TITLE = "Сдать дорожную карту школы на рассмотрение"
OF_CITY = "Школы сдают дорожные карты на рассмотрение"


def hand_ins(scope: Scope) -> Iterator[Occurrence]:
    """By the programme's day, or by the one that a roadmap was given for itself."""
    plans = {
        case_id: (state, due_on)
        for case_id, state, due_on in Roadmap.objects.visible_to(scope.user)
        .of(scope.municipality)
        .filter(case_id__isnull=False, academic_year__in=scope.years)
        .values_list("case_id", "state", "due_on")
    }
    for year in scope.years:
        usual = scope.programme.roadmap_due_on(year)
        own: list[Occurrence] = []
        done = total = 0
        for case in scope.cases_of(year):
            state, due_on = plans.get(case.pk, ("", None))
            is_done = bool(state) and state not in EDITABLE_ROADMAP
            if case.school_id in scope.standing.own_schools or not scope.standing.sees_city:
                own.append(_of_school(scope, case, due_on or usual, is_done))
            done, total = done + is_done, total + 1
        yield from (row for row in own if scope.holds(row.day))
        if scope.standing.sees_city and total and scope.holds(usual):
            yield _of_city(scope, year, usual, Tally(done, total))


def _of_school(scope: Scope, case: SupportCase, day: date, is_done: bool) -> Occurrence:
    clock = scope.clock(case.pk)
    return Occurrence(
        key=f"roadmap-{case.pk}",
        day=day,
        until=clock.deadline(day) or day,
        title=TITLE,
        kind=OccurrenceKind.ROADMAP,
        school=case.school.name,
        school_id=case.school_id,
        page=("roadmaps:case", case.pk),
        is_done=is_done,
        days_late=0 if is_done else clock.days_late(day, scope.today),
        is_mine=case.school_id in scope.standing.own_schools,
    )


def _of_city(scope: Scope, year: int, day: date, tally: Tally) -> Occurrence:
    return Occurrence(
        key=f"roadmaps-{scope.municipality.pk}-{year}",
        day=day,
        until=scope.programme.workdays.next_workday(day),
        title=OF_CITY,
        kind=OccurrenceKind.ROADMAP,
        page=("roadmaps:roadmaps",),
        is_done=tally.done == tally.total,
        days_late=scope.programme.days_late(day, scope.today),
        tally=tally,
    )
