"""Counts of pupils' individual routes, entered by the school; who the pupils are stays at school."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from roadmaps.models import PupilRoutes
from roadmaps.selectors.programme import today_in
from roadmaps.services.guards import require_version
from schools.models import School
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal


@dataclass(frozen=True, slots=True)
class RouteCounts:
    """How many pupils of a grade have a route in a subject on a day, and how many have finished it."""

    grade: int
    subject: str
    opened: int
    finished: int
    as_of: date


@transaction.atomic
def record_routes(*, school: School, academic_year: int, counts: RouteCounts, by: User) -> PupilRoutes:
    """Begin counting a grade and a subject. Raises Refusal EXISTS, ROUTES_MORE, VALUE_DATE."""
    check_permission(by, Permission.REPORT_PROGRESS, school)
    routes = PupilRoutes(municipality_id=school.municipality_id, school=school, academic_year=academic_year)
    routes.grade, routes.subject = counts.grade, counts.subject
    _put(routes, counts, by)
    try:
        with transaction.atomic():
            routes.save()
    except IntegrityError as taken:
        raise Refusal(
            "EXISTS", "Эта параллель и предмет уже есть в таблице.", "Откройте её строку и исправьте числа."
        ) from taken
    _record(routes, by, "routes.record")
    return routes


@transaction.atomic
def correct_routes(
    *, routes_id: int, opened: int, finished: int, as_of: date, by: User, version: int | None = None
) -> PupilRoutes:
    """Put the counts of a later day. Raises Refusal STALE, ROUTES_MORE, VALUE_DATE."""
    routes = PupilRoutes.objects.select_for_update(of=("self",)).select_related("school").get(pk=routes_id)
    check_permission(by, Permission.REPORT_PROGRESS, routes)
    require_version(routes, version)
    _put(routes, RouteCounts(routes.grade, routes.subject, opened, finished, as_of), by)
    routes.version += 1
    routes.save()
    _record(routes, by, "routes.correct")
    return routes


def _put(routes: PupilRoutes, counts: RouteCounts, by: User) -> None:
    if counts.finished > counts.opened:
        raise Refusal("ROUTES_MORE", "Завершено больше, чем открыто.", "Проверьте числа.", status=400)
    if counts.as_of > today_in(routes.school.municipality):
        raise Refusal("VALUE_DATE", "Этот день ещё не наступил.", "Укажите день подсчёта.", status=400)
    routes.opened, routes.finished, routes.as_of, routes.recorded_by = (
        counts.opened,
        counts.finished,
        counts.as_of,
        by,
    )


def _record(routes: PupilRoutes, by: User, action: str) -> None:
    details = {"grade": routes.grade, "subject": routes.subject, "opened": routes.opened, "finished": routes.finished}
    record(action=action, by=by, on=routes, municipality_id=routes.municipality_id, details=details)
