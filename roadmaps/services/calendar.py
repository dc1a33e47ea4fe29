"""Ticking an obligation of the year off, and taking the tick back."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from roadmaps.models import Obligation, ObligationDone, SupportCase
from roadmaps.rules.obligation_data import COMPUTED, readable_rule
from roadmaps.selectors.audiences import standing_of
from roadmaps.services.guards import require_live
from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.years import academic_year_of


@transaction.atomic
def tick_obligation(
    *, obligation_id: int, due_on: date, by: User, school_id: int | None = None, note: str = ""
) -> ObligationDone:
    """Mark one time of an obligation as done, for a school or for the whole department; done twice it is one mark.

    Raises PermissionDenied for somebody else's obligation, Refusal NOT_DUE for a day the template does not name,
    NOT_SUPPORTED for a school without a case that year, CASE_PAUSED, CASE_CLOSED.
    """
    obligation = _held(obligation_id, due_on, by, school_id)
    mark = _marks(obligation, due_on, school_id).first()
    if mark is None:
        mark = ObligationDone.objects.create(
            municipality_id=obligation.municipality_id,
            obligation=obligation,
            due_on=due_on,
            school_id=school_id,
            done_by=by,
            note=note[:300],
        )
        _record("programme.obligation_done", obligation, due_on, school_id, by)
    return mark


@transaction.atomic
def untick_obligation(*, obligation_id: int, due_on: date, by: User, school_id: int | None = None) -> None:
    """Take the mark back. Raises as `tick_obligation`; without a mark nothing happens."""
    obligation = _held(obligation_id, due_on, by, school_id)
    deleted, _ = _marks(obligation, due_on, school_id).delete()
    if deleted:
        _record("programme.obligation_open", obligation, due_on, school_id, by)


def _marks(obligation: Obligation, due_on: date, school_id: int | None) -> QuerySet[ObligationDone]:
    """The mark of one time, if there is one; the obligation is locked, so there will be no second."""
    rows = ObligationDone.objects.filter(obligation=obligation, due_on=due_on)
    return rows.filter(school__isnull=True) if school_id is None else rows.filter(school_id=school_id)


def _held(obligation_id: int, due_on: date, by: User, school_id: int | None) -> Obligation:
    """The obligation under a lock, when this time of it is the person's to mark."""
    rows = Obligation.objects.visible_to(by).select_for_update(of=("self",)).select_related("municipality")
    obligation = rows.get(pk=obligation_id)
    if not standing_of(by, obligation.municipality).answers_for(obligation.audience, school_id):
        raise PermissionDenied
    rule = readable_rule(obligation.rule)
    days = {span.due_on for span in rule.occurrences(academic_year_of(due_on))} if rule else set()
    if due_on not in days or not obligation.is_active or obligation.code in COMPUTED:
        raise Refusal("NOT_DUE", "В календаре года нет такого срока.", "Обновите страницу календаря.")
    if school_id is not None:
        _require_supported(obligation, school_id, due_on)
    return obligation


def _require_supported(obligation: Obligation, school_id: int, due_on: date) -> None:
    rows = SupportCase.objects.filter(municipality_id=obligation.municipality_id, school_id=school_id)
    case = rows.for_year(academic_year_of(due_on)).first()
    if case is None:
        raise Refusal("NOT_SUPPORTED", "В этом учебном году школа не в программе.", "Отмечать нечего.")
    require_live(case)


def _record(action: str, obligation: Obligation, due_on: date, school_id: int | None, by: User) -> None:
    record(
        action=action,
        by=by,
        on=obligation,
        municipality_id=obligation.municipality_id,
        details={"due_on": due_on.isoformat(), "school": school_id},
    )
