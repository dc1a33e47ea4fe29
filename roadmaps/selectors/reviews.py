"""Reviews of a city by months: whose turn it is, how regular they are (P04), and what stands beside a review."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from roadmaps.enums import MeasureState, ReviewState
from roadmaps.lifecycle import ROADMAP_IN_FORCE
from roadmaps.models import Measure, MonthlyReview, SupportCase
from roadmaps.models.case import SupportCaseQuerySet
from roadmaps.models.roadmap import MeasureQuerySet
from roadmaps.rules.months import Regularity, Supported, month_of, months_between, next_month, regularity
from roadmaps.selectors.lateness import pauses_in_days
from shnor_portal.accounts.models import User


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A school waiting for the review of a month."""

    case: SupportCase
    last: date | None
    this_month: MonthlyReview | None

    @property
    def is_signed(self) -> bool:
        return self.this_month is not None and self.this_month.state == ReviewState.SIGNED

    @property
    def sort_key(self) -> tuple[bool, bool, date, str]:
        """Not reviewed first, then second-year schools, then the longest unseen, then by name."""
        return self.is_signed, self.case.years_in_row < 2, self.last or date.min, self.case.school.name


def review_queue(cases: SupportCaseQuerySet, month: date) -> list[QueueItem]:
    """Running cases of the set in the order they should be looked at; two queries."""
    listed = list(cases.running().select_related("school", "coordinator", "curator"))
    by_case = _reviews_of(listed)
    return sorted((_queue_item(case, by_case[case.pk], month) for case in listed), key=lambda item: item.sort_key)


def _queue_item(case: SupportCase, reviews: Iterable[MonthlyReview], month: date) -> QueueItem:
    signed = [review.month for review in reviews if review.state == ReviewState.SIGNED]
    this = next((review for review in reviews if review.month == month), None)
    return QueueItem(case, max(signed, default=None), this)


def _reviews_of(cases: Iterable[SupportCase]) -> dict[int, list[MonthlyReview]]:
    found: dict[int, list[MonthlyReview]] = defaultdict(list)
    for review in MonthlyReview.objects.filter(case__in=[case.pk for case in cases]).order_by("month"):
        found[review.case_id].append(review)
    return found


@dataclass(frozen=True, slots=True)
class Cell:
    """One school in one month. `review` is a signed one; without it `is_missing`, or the month asks for none."""

    month: date
    review: MonthlyReview | None = None
    is_missing: bool = False
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class RegularityRow:
    """A school with its months and P04."""

    case: SupportCase
    cells: tuple[Cell, ...]
    figure: Regularity


@dataclass(frozen=True, slots=True)
class RegularityTable:
    """Schools by months. `reviewed` of `months` is P04 of all of them together."""

    months: tuple[date, ...]
    rows: list[RegularityRow] = field(default_factory=list)

    @property
    def reviewed(self) -> int:
        return sum(row.figure.reviewed for row in self.rows)

    @property
    def total(self) -> int:
        return sum(row.figure.months for row in self.rows)

    @property
    def complete(self) -> int:
        """Schools without a missing month."""
        return sum(not row.figure.missing for row in self.rows)


def regularity_table(cases: SupportCaseQuerySet, academic_year: int, on: date) -> RegularityTable:
    """P04 of each case of the school year; three queries whatever their number."""
    listed = list(cases.for_year(academic_year).select_related("school", "municipality").order_by("school__name", "pk"))
    zones = {case.pk: case.municipality.zone for case in listed}
    pauses = pauses_in_days(zones, zones)
    by_case = _reviews_of(listed)
    supported = {
        case.pk: Supported(_began(case, by_case[case.pk]), case.closed_on, pauses.get(case.pk, ())).months(
            academic_year, on
        )
        for case in listed
    }
    all_months = [month for months in supported.values() for month in months]
    months = tuple(months_between(min(all_months), max(all_months))) if all_months else ()
    return RegularityTable(months, [_row(case, months, supported[case.pk], by_case[case.pk], on) for case in listed])


def _began(case: SupportCase, reviews: Iterable[MonthlyReview]) -> date:
    """The day the case was opened, or the month of an earlier signed review: a city enters what it did on paper."""
    signed = [review.month for review in reviews if review.state == ReviewState.SIGNED]
    return min([case.opened_at.astimezone(case.municipality.zone).date(), *signed])


def _row(
    case: SupportCase, months: Sequence[date], own: Sequence[date], reviews: Iterable[MonthlyReview], on: date
) -> RegularityRow:
    signed = {review.month: review for review in reviews if review.state == ReviewState.SIGNED}
    figure = regularity(own, signed, on)
    current = month_of(on)
    cells = tuple(
        Cell(month, signed.get(month), month in figure.missing, month == current and month in own) for month in months
    )
    return RegularityRow(case, cells, figure)


def measures_of_month(user: User, case: SupportCase, month: date) -> MeasureQuerySet:
    """Measures of the plan in force that the month concerns: not yet confirmed from before, and begun by its end."""
    rows = Measure.objects.live().filter(pk__in=Measure.objects.visible_to(user).values("pk"))
    rows = rows.filter(roadmap__case=case, roadmap__state__in=ROADMAP_IN_FORCE)
    rows = rows.exclude(state=MeasureState.CANCELLED).exclude(starts_on__gte=next_month(month))
    rows = rows.exclude(due_on__lt=month, state=MeasureState.CONFIRMED)
    return rows.order_by("due_on", "section__position", "position")


def previous_review(user: User, review: MonthlyReview) -> MonthlyReview | None:
    """The signed review of the nearest earlier month of the case."""
    rows = MonthlyReview.objects.visible_to(user).signed().filter(case=review.case_id, month__lt=review.month)
    return rows.order_by("-month").prefetch_related("corrections__measure").first()
