"""Corrections that a review asks for: the school says it is done, the coordinator closes, returns or drops it."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from roadmaps.enums import CorrectionState, ReviewState
from roadmaps.models import ReviewCorrection
from roadmaps.notifications import CORRECTION_ANSWERED
from roadmaps.services.doing_messages import send_of_case, shortened
from roadmaps.services.guards import locked_case, require_live
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import but, school_heads
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal


@transaction.atomic
def answer_correction(*, correction_id: int, note: str, by: User) -> ReviewCorrection:
    """The school says how it has corrected."""
    row = _held(correction_id, by, Permission.REPORT_PROGRESS, CorrectionState.OPEN)
    row.state, row.closing_note = CorrectionState.DONE, note.strip()[:600]
    return _saved(row, "answer", by, _reviewers(row), "Школа выполнила корректировку")


@transaction.atomic
def close_correction(*, correction_id: int, by: User) -> ReviewCorrection:
    """The coordinator agrees: it is done for good."""
    row = _held(correction_id, by, Permission.CONDUCT_REVIEWS, CorrectionState.DONE)
    row.closed_at, row.closed_by = timezone.now(), by
    return _saved(row, "close", by, _school(row), "Корректировка закрыта")


@transaction.atomic
def reopen_correction(*, correction_id: int, note: str, by: User) -> ReviewCorrection:
    """The coordinator does not agree: the school does it again."""
    row = _held(correction_id, by, Permission.CONDUCT_REVIEWS, CorrectionState.DONE)
    row.state, row.closing_note, row.closed_at, row.closed_by = CorrectionState.OPEN, note.strip()[:600], None, None
    return _saved(row, "reopen", by, _school(row), "Корректировка возвращена")


@transaction.atomic
def drop_correction(*, correction_id: int, note: str, by: User) -> ReviewCorrection:
    """It is needed no more."""
    row = _held(correction_id, by, Permission.CONDUCT_REVIEWS, CorrectionState.OPEN)
    row.state, row.closing_note = CorrectionState.DROPPED, note.strip()[:600]
    row.closed_at, row.closed_by = timezone.now(), by
    return _saved(row, "drop", by, _school(row), "Корректировка снята")


def _held(correction_id: int, by: User, permission: Permission, state: str) -> ReviewCorrection:
    """The correction under the lock of its case. Raises Refusal STATE from another state or before signing."""
    case = locked_case(ReviewCorrection.objects.values_list("case_id", flat=True).get(pk=correction_id))
    check_permission(by, permission, case)
    require_live(case)
    row = ReviewCorrection.objects.select_related("review").get(pk=correction_id)
    row.case = case
    if row.state != state or row.closed_at or row.review.state != ReviewState.SIGNED:
        raise Refusal(
            "STATE",
            f"Корректировка в состоянии «{row.get_state_display()}», это действие сейчас невозможно.",
            "Обновите страницу: возможно, её уже закрыл другой человек.",
        )
    return row


def _saved(row: ReviewCorrection, act: str, by: User, people: list[User], words: str) -> ReviewCorrection:
    row.save()
    details = {"case": row.case_id, "measure": row.measure_id}
    record(action=f"correction.{act}", by=by, on=row, municipality_id=row.municipality_id, details=details)
    send_of_case(
        CORRECTION_ANSWERED,
        row.case,
        but(people, by),
        f"{words}: {shortened(row.text)}",
        row.closing_note,
        reverse("roadmaps:review", args=[row.review_id]),
    )
    return row


def _reviewers(row: ReviewCorrection) -> list[User]:
    named = [row.review.reviewer, row.case.coordinator]
    return [person for person in named if person is not None]


def _school(row: ReviewCorrection) -> list[User]:
    return school_heads(row.municipality_id, [row.case.school_id])
