"""A term moved after approval: only with a reason, and the old wording stays for good."""

from typing import Any

from django.db import transaction

from roadmaps.lifecycle import OPEN_MEASURES
from roadmaps.models import DateChange, Measure
from roadmaps.notifications import TERM_MOVED
from roadmaps.reference.reasons import ReasonKind
from roadmaps.services.doing_messages import tell_checkers, tell_school
from roadmaps.services.guards import require_version
from roadmaps.services.measure_guards import held_measure, reason_words
from roadmaps.services.measure_moves import record_act
from roadmaps.services.periods_of_measures import period_fields, terms_for
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal

MOVERS = (Permission.REPORT_PROGRESS, Permission.REVIEW_ROADMAPS)
"""The school moves its own terms, and those who agreed to its plan may."""


@transaction.atomic
def move_term(
    *, measure_id: int, wording: str, reason_code: str, by: User, reason: str = "", version: int | None = None
) -> Measure:
    """Give the measure another term. Raises Refusal STATE for a closed measure, TERM_UNREADABLE for a wording without
    a day, TERM_SAME when nothing changes, REASON_REQUIRED, STALE.
    """
    measure = held_measure(measure_id=measure_id, by=by, permissions=MOVERS)
    require_version(measure, version)
    if measure.state not in OPEN_MEASURES:
        raise Refusal("STATE", "Мероприятие выполнено или снято, срок не переносят.", "Обновите страницу.")
    words = reason_words(ReasonKind.DATE_MOVE, reason_code, reason)
    term = _new_term(measure, " ".join(wording.split()))
    change = _change(measure, term, reason_code, words, by)
    for name, value in term.items():
        setattr(measure, name, value)
    measure.version += 1
    measure.save()
    record_act(
        measure, "move_term", by, {"reason_code": reason_code, "old": change.old_due_on, "new": change.new_due_on}
    )
    text = f"{change}. {words}"
    tell_checkers(measure, by, text, TERM_MOVED)
    tell_school(measure, by, TERM_MOVED, text)
    return measure


def _new_term(measure: Measure, wording: str) -> dict[str, Any]:
    """Columns of the new term. Raises Refusal TERM_SAME, TERM_UNREADABLE."""
    if wording == measure.period_wording:
        raise Refusal("TERM_SAME", "Новый срок совпадает с прежним.", "Напишите другой срок.", status=400)
    term = period_fields(wording, measure.roadmap.academic_year, terms_for(measure.roadmap))
    if not term["due_days"]:
        raise Refusal(
            "TERM_UNREADABLE",
            "В новом сроке не виден день.",
            "Напишите день или месяц, например «до 15.12.2020».",
            status=400,
        )
    return term


def _change(measure: Measure, term: dict[str, Any], reason_code: str, words: str, by: User) -> DateChange:
    return DateChange.objects.create(
        municipality_id=measure.municipality_id,
        measure=measure,
        old_wording=measure.period_wording,
        new_wording=term["period_wording"],
        old_due_on=measure.due_on,
        new_due_on=term["due_on"],
        reason_code=reason_code,
        reason=words[:600],
        by=by,
    )
