"""Beginning a roadmap: the city's for a year, or a school's on its case."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from roadmaps.models import Roadmap
from roadmaps.rules.cells import cell_rule, clean_cell
from roadmaps.selectors.programme import programme_of
from roadmaps.services.guards import locked_case, require_live
from roadmaps.services.history import tell
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal

GOALS = ("Повышение образовательных результатов обучающихся",)
TASKS = (
    "Выявить причины низких образовательных результатов",
    "Создать условия для профессионального развития педагогов",
    "Организовать работу с обучающимися, имеющими затруднения в обучении",
    "Отслеживать динамику образовательных результатов",
)


@transaction.atomic
def create_city_roadmap(*, municipality: Municipality, academic_year: int, head: dict[str, str], by: User) -> Roadmap:
    """Begin the city's roadmap. `head` holds title, goals and tasks as text. Raises Refusal EXISTS, TEXT_REQUIRED."""
    if not by.has_perm(Permission.EDIT_CITY_ROADMAP, municipality):
        raise PermissionDenied
    roadmap = begin(municipality, academic_year, head, by=by)
    record(action="roadmap.create", by=by, on=roadmap, municipality_id=municipality.pk, details={"year": academic_year})
    return roadmap


@transaction.atomic
def create_school_roadmap(*, case_id: int, head: dict[str, str], by: User) -> Roadmap:
    """Begin a school's roadmap on its case. Raises PermissionDenied, Refusal EXISTS, CASE_CLOSED, CASE_PAUSED."""
    case = locked_case(case_id)
    check_permission(by, Permission.EDIT_ROADMAPS, case)
    require_live(case)
    due_on = programme_of(case.municipality).roadmap_due_on(case.academic_year)
    roadmap = begin(case.municipality, case.academic_year, head, by=by, school=case.school, case=case, due_on=due_on)
    tell(case, "roadmap_created", "Начата дорожная карта", by=by, on=roadmap, details={"roadmap": roadmap.pk})
    return roadmap


def begin(municipality: Municipality, academic_year: int, head: dict[str, str], *, by: User, **more: Any) -> Roadmap:
    """The row itself; one a year for a school and for the city."""
    texts = {field: clean_cell(cell_rule("roadmap", field), head[field]) for field in ("title", "goals", "tasks")}
    try:
        with transaction.atomic():
            return Roadmap.objects.create(
                municipality=municipality,
                academic_year=academic_year,
                title=texts["title"],
                goals=texts["goals"].split("\n") if texts["goals"] else [],
                tasks=texts["tasks"].split("\n") if texts["tasks"] else [],
                created_by=by,
                **more,
            )
    except IntegrityError as taken:
        raise Refusal(
            "EXISTS", "Дорожная карта на этот год уже есть.", "Откройте её в списке дорожных карт."
        ) from taken
