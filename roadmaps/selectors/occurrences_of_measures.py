"""Calendar lines of measures in force: each due day of each measure once."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from roadmaps.lifecycle import DUE_MEASURES
from roadmaps.models import Measure, Roadmap, SupportCase
from roadmaps.models.roadmap import MeasureQuerySet
from roadmaps.rules.occurrence import Occurrence, OccurrenceKind
from roadmaps.selectors.calendar_scope import Scope
from roadmaps.selectors.lateness import Debt, debts_of
from shnor_portal.accounts.permissions import Permission


def measures(scope: Scope) -> Iterator[Occurrence]:
    """Due days of the plans in force that the person sees; plans of paused and closed cases are left out."""
    rows = measures_in_force(scope)
    debts = {debt.measure_id: debt for debt in debts_of(rows)}
    names = ("pk", "title", "responsible_user_id", "roadmap__school_id", "roadmap__school__name")
    for pk, title, responsible_id, school_id, school in rows.order_by().values_list(*names):
        if pk not in debts:
            continue
        is_mine = _is_mine(scope, responsible_id, school_id)
        for day in debts[pk].owed.due_days:
            if scope.holds(day):
                yield _line(scope, debts[pk], day, title, school_id, school, is_mine)


def measures_in_force(scope: Scope) -> MeasureQuerySet:
    """Live measures with a term, of roadmaps in force whose case runs (a city's has none)."""
    running = SupportCase.objects.of(scope.municipality).running()
    roadmaps = Roadmap.objects.visible_to(scope.user).of(scope.municipality).in_force()
    roadmaps = roadmaps.filter(Q(case__isnull=True) | Q(case__in=running))
    rows = Measure.objects.live().filter(roadmap__in=roadmaps, state__in=DUE_MEASURES, due_on__gte=scope.first)
    return rows.filter(_mine(scope)) if scope.only_mine else rows


def _mine(scope: Scope) -> Q:
    rule = Q(responsible_user_id=scope.user.pk) | Q(roadmap__school_id__in=scope.standing.own_schools)
    if _keeps_city_plan(scope):
        rule |= Q(roadmap__school__isnull=True, responsible_user__isnull=True)
    return rule


def _is_mine(scope: Scope, responsible_id: int | None, school_id: int | None) -> bool:
    if responsible_id == scope.user.pk or school_id in scope.standing.own_schools:
        return True
    return school_id is None and responsible_id is None and _keeps_city_plan(scope)


def _keeps_city_plan(scope: Scope) -> bool:
    return scope.user.has_perm(Permission.EDIT_CITY_ROADMAP, scope.municipality)


def _line(
    scope: Scope, debt: Debt, day: date, title: str, school_id: int | None, school: str | None, is_mine: bool
) -> Occurrence:
    is_done = day not in debt.owed.open_days
    return Occurrence(
        key=f"measure-{debt.measure_id}-{day.isoformat()}",
        day=day,
        until=debt.clock.deadline(day) or day,
        title=title or "Новое мероприятие",
        kind=OccurrenceKind.MEASURE if school_id else OccurrenceKind.CITY_MEASURE,
        school=school or "",
        school_id=school_id,
        page=("roadmaps:measure", debt.measure_id),
        is_done=is_done,
        days_late=0 if is_done else debt.clock.days_late(day, scope.today),
        is_mine=is_mine,
    )
