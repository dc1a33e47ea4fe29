"""What every act on a measure asks under the lock."""

from datetime import date

from django.utils import timezone

from roadmaps.lifecycle import MEASURE, ROADMAP_IN_FORCE
from roadmaps.models import Measure
from roadmaps.reference.reasons import REASONS, ReasonKind
from roadmaps.selectors.doing_rights import permissions_on
from roadmaps.services.guards import require_live, require_version
from shnor_portal.accounts.access import require_any
from shnor_portal.accounts.models import User
from shnor_portal.common.lifecycles import Transition
from shnor_portal.common.refusals import Refusal


def locked_measure(measure_id: int) -> Measure:
    """The measure under a lock, with its roadmap, school and case."""
    rows = Measure.objects.select_for_update(of=("self",))
    return rows.select_related("roadmap__school", "roadmap__case", "municipality").get(pk=measure_id)


def held_measure(*, measure_id: int, by: User | None, permissions: tuple[str, ...]) -> Measure:
    """The measure locked for work. Raises PermissionDenied, Refusal PLAN_NOT_IN_FORCE, CASE_PAUSED, CASE_CLOSED."""
    measure = locked_measure(measure_id)
    require_any(by, permissions_on(measure, permissions), measure)
    require_in_force(measure)
    require_live(measure.roadmap.case)
    return measure


def measure_for_act(
    *, measure_id: int, act: str, by: User | None, version: int | None = None, reason: str | None = None
) -> tuple[Measure, Transition]:
    """The measure locked for an act of its life cycle. Raises as `held_measure`, and Refusal STATE, STALE."""
    measure = held_measure(measure_id=measure_id, by=by, permissions=MEASURE[act].permissions)
    transition = MEASURE.check(act, measure.state, reason)
    require_version(measure, version)
    return measure, transition


def require_in_force(measure: Measure) -> None:
    """Refusal PLAN_NOT_IN_FORCE: before approval a plan is edited, not carried out."""
    if measure.is_removed or measure.roadmap.state not in ROADMAP_IN_FORCE:
        raise Refusal(
            "PLAN_NOT_IN_FORCE",
            "Дорожная карта не утверждена, отчитываться по ней рано.",
            "Мероприятия выполняют после утверждения карты.",
        )


def require_past(day: date, measure: Measure) -> None:
    """Refusal VALUE_DATE for a day that has not come in the city's zone."""
    if day > timezone.now().astimezone(measure.municipality.zone).date():
        raise Refusal("VALUE_DATE", "Этот день ещё не наступил.", "Укажите день, когда работа выполнена.", status=400)


def reason_words(kind: ReasonKind, code: str, comment: str) -> str:
    """The reason as people read it: the title of its code and the comment.

    Raises Refusal REASON_REQUIRED (400) for an unknown code, or for one that says too little without a comment.
    """
    item, comment = REASONS[kind].get(code), comment.strip()
    if item is None:
        raise Refusal("REASON_REQUIRED", "Не указана причина.", "Выберите причину из списка.", status=400)
    if item.needs_comment and not comment:
        raise Refusal(
            "REASON_REQUIRED",
            f"Причина «{item.title}» без пояснения непонятна.",
            "Напишите пояснение: его прочитают в истории.",
            status=400,
        )
    return f"{item.title}: {comment}" if comment else item.title
