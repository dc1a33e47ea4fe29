"""The same act on several measures at once: each in a transaction of its own, and what was declined is said by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction

from roadmaps.lifecycle import OPEN_MEASURES
from roadmaps.models import Measure
from roadmaps.notifications import MEASURE_REMINDED
from roadmaps.services.doing_messages import tell_school
from roadmaps.services.measure_guards import held_measure
from roadmaps.services.measure_moves import record_act
from roadmaps.services.measures import confirm_measure, return_measure
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal

MOST = 200


@dataclass(slots=True)
class BulkOutcome:
    """Measures that moved, and those that did not with the reason."""

    done: list[Measure] = field(default_factory=list)
    declined: list[tuple[Measure, str]] = field(default_factory=list)


def confirm_many(*, measure_ids: Iterable[int], by: User) -> BulkOutcome:
    """Confirm those that have an accepted evidence."""
    return _each(measure_ids, by, lambda measure: confirm_measure(measure_id=measure.pk, by=by))


def return_many(*, measure_ids: Iterable[int], by: User, reason_code: str, text: str = "") -> BulkOutcome:
    """Return them for one reason."""
    return _each(
        measure_ids,
        by,
        lambda measure: return_measure(measure_id=measure.pk, reason_code=reason_code, text=text, by=by),
    )


def remind_many(*, measure_ids: Iterable[int], by: User, text: str = "") -> BulkOutcome:
    """Remind the schools of measures that are still open."""
    return _each(measure_ids, by, lambda measure: remind(measure_id=measure.pk, by=by, text=text))


@transaction.atomic
def remind(*, measure_id: int, by: User, text: str = "") -> Measure:
    """Send one reminder. Raises Refusal STATE for a measure that nothing is owed of."""
    measure = held_measure(measure_id=measure_id, by=by, permissions=(Permission.CHECK_EVIDENCE,))
    if measure.state not in OPEN_MEASURES:
        raise Refusal("STATE", "Мероприятие уже выполнено или снято.", "Напоминать не о чем.")
    term = f"Срок: {measure.period_wording}." if measure.period_wording else ""
    tell_school(measure, by, MEASURE_REMINDED, f"{term} {text}".strip())
    record_act(measure, "remind", by)
    return measure


def _each(measure_ids: Iterable[int], by: User, act: Callable[[Measure], Measure]) -> BulkOutcome:
    """Raises Refusal TOO_MANY above the bound, so that one press never holds the city for minutes."""
    keys = list(dict.fromkeys(measure_ids))
    if len(keys) > MOST:
        raise Refusal("TOO_MANY", f"Выбрано больше {MOST} мероприятий.", "Отметьте меньше строк.", status=400)
    outcome = BulkOutcome()
    for measure in Measure.objects.visible_to(by).filter(pk__in=keys).order_by("pk"):
        try:
            outcome.done.append(act(measure))
        except Refusal as refusal:
            outcome.declined.append((measure, refusal.message))
        except PermissionDenied:
            outcome.declined.append((measure, "Это мероприятие проверяет другой человек."))
    return outcome
