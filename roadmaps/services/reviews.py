"""The monthly expert review: a draft that saves itself, signed with the figures of that day, reopened with a reason."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from roadmaps.enums import CorrectionState, ReviewState
from roadmaps.events import REVIEW_SIGNED as SIGNED_EVENT
from roadmaps.lifecycle import REVIEW
from roadmaps.models import Measure, MonthlyReview, ReviewCorrection, Roadmap, SupportCase
from roadmaps.notifications import REVIEW_SIGNED
from roadmaps.reference.review_criteria import REVIEW_CRITERIA
from roadmaps.rules.months import month_of, school_year_bounds
from roadmaps.selectors.progress import Progress, progress_of
from roadmaps.services.doing_messages import send_of_case
from roadmaps.services.guards import locked_case, require_live, require_version
from roadmaps.services.history import tell
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import but, school_heads
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.services import emit

TEXTS = ("checked", "remarks", "rag", "rag_reason")


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """A correction as the form has it; `key` of a row that is already kept."""

    text: str
    measure_id: int | None = None
    due_on: date | None = None
    key: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """What a coordinator has typed. `marks` maps criteria to `{"mark": 0..2 or None, "note": str}`."""

    checked: str = ""
    remarks: str = ""
    rag: str = ""
    rag_reason: str = ""
    marks: dict[str, dict[str, Any]] = field(default_factory=dict)
    corrections: tuple[CorrectionDraft, ...] = ()


@transaction.atomic
def start_review(*, case_id: int, month: date, by: User) -> MonthlyReview:
    """The draft of the month, made when there is none yet. Raises Refusal VALUE_DATE outside the past of its year."""
    case = locked_case(case_id)
    check_permission(by, Permission.CONDUCT_REVIEWS, case)
    require_live(case)
    month = month_of(month)
    first, last = school_year_bounds(case.academic_year)
    if not first <= month <= min(last, _today(case)):
        raise Refusal(
            "VALUE_DATE", "Месяц не из этого учебного года или ещё не начался.", "Выберите другой.", status=400
        )
    review, is_new = MonthlyReview.objects.get_or_create(
        case=case, month=month, defaults={"municipality_id": case.municipality_id, "reviewer": by}
    )
    if is_new:
        _record(review, "start", by)
    return review


@transaction.atomic
def save_review(*, review_id: int, draft: ReviewDraft, version: int, by: User) -> MonthlyReview:
    """Keep the draft as typed, complete or not. Raises Refusal STATE when signed, STALE with what is kept now."""
    review = _held(review_id, by)
    if review.state != ReviewState.DRAFT:
        raise Refusal("STATE", "Экспертиза уже подписана.", "Чтобы исправить её, откройте её заново с причиной.")
    require_version(review, version)
    return _kept(review, draft)


@transaction.atomic
def sign_review(*, review_id: int, draft: ReviewDraft, version: int, by: User) -> MonthlyReview:
    """Sign: the figures of the day are frozen, the case takes the light, the school is told.

    Raises Refusal REVIEW_INCOMPLETE naming what is missing, STATE, STALE.
    """
    review = _held(review_id, by)
    transition = REVIEW.check("sign", review.state)
    require_version(review, version)
    _kept(review, draft)
    _require_complete(review)
    _freeze(review)
    review.state, review.signed_at, review.reviewer = transition.target, timezone.now(), by
    review.save()
    _show_light(review.case)
    tell(
        review.case,
        "review_signed",
        f"Подписана экспертиза за {review.month:%m.%Y}: {review.get_rag_display()}",
        by=by,
        text=review.rag_reason,
        on=review,
    )
    _tell_school(review, by)
    _emit(review)
    return review


@transaction.atomic
def reopen_review(*, review_id: int, reason: str, by: User, version: int | None = None) -> MonthlyReview:
    """Open a signed review for correction; its light no longer counts for the case."""
    review = _held(review_id, by)
    transition = REVIEW.check("reopen", review.state, reason)
    require_version(review, version)
    review.state, review.reopen_reason, review.signed_at = transition.target, reason.strip()[:600], None
    review.done = review.due = review.overdue = None
    review.version += 1
    review.save()
    _show_light(review.case)
    title = f"Экспертиза за {review.month:%m.%Y} открыта для исправления"
    tell(review.case, "review_reopened", title, by=by, text=review.reopen_reason, on=review)
    return review


def _held(review_id: int, by: User) -> MonthlyReview:
    """The review and its case under locks, the case first, as every write of the road takes them."""
    case = locked_case(MonthlyReview.objects.values_list("case_id", flat=True).get(pk=review_id))
    check_permission(by, Permission.CONDUCT_REVIEWS, case)
    require_live(case)
    review = MonthlyReview.objects.select_for_update().get(pk=review_id)
    review.case = case
    return review


def _kept(review: MonthlyReview, draft: ReviewDraft) -> MonthlyReview:
    for name in TEXTS:
        setattr(review, name, getattr(draft, name))
    review.marks = {code: draft.marks[code] for code in REVIEW_CRITERIA if code in draft.marks}
    review.version += 1
    review.save()
    _keep_corrections(review, draft.corrections)
    return review


def _keep_corrections(review: MonthlyReview, drafts: tuple[CorrectionDraft, ...]) -> None:
    """Rows of the form in the place of the kept ones; a correction the school has answered stays as it is."""
    kept = {row.pk: row for row in review.corrections.all()}
    own = set(
        Measure.objects.live().filter(roadmap__case=review.case, pk__in=[d.measure_id for d in drafts if d.measure_id])
        .values_list("pk", flat=True)
    )  # fmt: skip
    for draft in drafts:
        row = kept.pop(draft.key, None) if draft.key else None
        if row is None:
            row = ReviewCorrection(municipality_id=review.municipality_id, case=review.case, review=review)
        if row.state == CorrectionState.OPEN:
            row.text, row.due_on = draft.text[:600], draft.due_on
            row.measure_id = draft.measure_id if draft.measure_id in own else None
            row.save()
    ReviewCorrection.objects.filter(pk__in=kept, state=CorrectionState.OPEN).delete()


def missing_in(review: MonthlyReview) -> list[str]:
    """What a review lacks to be signed, in words."""
    unmarked = [
        item.title for code, item in REVIEW_CRITERIA.items() if (review.marks.get(code) or {}).get("mark") is None
    ]
    said = {
        "что проверено": review.checked,
        "общая оценка": review.rag,
        "почему выбрана такая оценка": review.rag_reason.strip(),
    }
    return [*(words for words, value in said.items() if not value), *(f"оценка «{title}»" for title in unmarked)]


def _require_complete(review: MonthlyReview) -> None:
    missing = missing_in(review)
    if missing:
        raise Refusal(
            "REVIEW_INCOMPLETE",
            f"Не заполнено: {', '.join(missing)}.",
            "Напечатанное осталось на странице. Дополните и подпишите снова.",
            status=400,
        )


def _freeze(review: MonthlyReview) -> None:
    """Figures of the day of signing; without a plan in force they stay unknown, which is not zero."""
    found = progress_of(Roadmap.objects.filter(case=review.case), _today(review.case))
    progress: Progress | None = next(iter(found.values()), None)
    if progress is not None:
        review.done, review.due, review.overdue = progress.done, progress.due, progress.overdue


def _show_light(case: SupportCase) -> None:
    """The case shows the light of the newest signed month, or none."""
    newest = case.reviews.filter(state=ReviewState.SIGNED).order_by("-month").first()
    case.rag = newest.rag if newest else ""
    case.save(update_fields=["rag"])


def _tell_school(review: MonthlyReview, by: User) -> None:
    case = review.case
    people = school_heads(case.municipality_id, [case.school_id])
    named = [case.curator] if case.curator else []
    send_of_case(
        REVIEW_SIGNED,
        case,
        but([*people, *named], by),
        f"Экспертиза за {review.month:%m.%Y}: {review.get_rag_display()}",
        review.rag_reason,
        reverse("roadmaps:review", args=[review.pk]),
    )


def _emit(review: MonthlyReview) -> None:
    case = review.case
    data = {"case_id": case.pk, "school_id": case.school_id, "academic_year": case.academic_year}
    emit(
        municipality_id=case.municipality_id,
        event=SIGNED_EVENT.code,
        object_type="review",
        object_id=review.pk,
        data={**data, "month": f"{review.month:%Y-%m}", "state": review.rag},
    )


def _record(review: MonthlyReview, act: str, by: User) -> None:
    details = {"case": review.case_id, "month": review.month}
    record(action=f"review.{act}", by=by, on=review, municipality_id=review.municipality_id, details=details)


def _today(case: SupportCase) -> date:
    return timezone.now().astimezone(case.municipality.zone).date()
