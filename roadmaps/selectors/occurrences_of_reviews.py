"""Calendar lines of monthly reviews: a coordinator's own schools counted together, and the city's."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from roadmaps.enums import ReviewState
from roadmaps.models import MonthlyReview, Obligation, SupportCase
from roadmaps.rules.months import Supported, month_of
from roadmaps.rules.obligation_data import BY_REVIEWS, readable_rule
from roadmaps.rules.occurrence import Occurrence, OccurrenceKind, Tally
from roadmaps.selectors.calendar_scope import Scope
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.dates import month_in_words

TITLE = "Провести ежемесячную экспертизу школ"


def reviews(scope: Scope) -> Iterator[Occurrence]:
    """One line a month for each group of schools; the template says by which day, and may switch it off."""
    if not scope.standing.sees_city:
        return
    days = _due_days(scope)
    asked = {day: _asked(scope, month) for month, day in days.items()}
    signed = _signed(scope, list(days))
    for month, day in days.items():
        for is_mine, cases in _groups(scope, asked[day]).items():
            if cases:
                yield _line(scope, month, day, is_mine, Tally(len(cases & signed[month]), len(cases)))


def _due_days(scope: Scope) -> dict[date, date]:
    """Months whose review falls due in the days asked for, with the day."""
    rows = Obligation.objects.visible_to(scope.user).of(scope.municipality).active().filter(code=BY_REVIEWS)
    rules = [rule for row in rows if (rule := readable_rule(row.rule))]
    spans = (span for rule in rules for year in scope.years for span in rule.occurrences(year))
    return {month_of(span.starts_on): span.due_on for span in spans if scope.holds(span.due_on)}


def _asked(scope: Scope, month: date) -> list[SupportCase]:
    """Cases that the month asks a review of."""
    return [case for case in scope.cases.values() if month in _months(scope, case)]


def _months(scope: Scope, case: SupportCase) -> list[date]:
    opened = case.opened_at.astimezone(scope.municipality.zone).date()
    pauses = scope.clock(case.pk).pauses
    return Supported(opened, None, pauses).months(case.academic_year, scope.last)


def _signed(scope: Scope, months: list[date]) -> dict[date, set[int]]:
    found: dict[date, set[int]] = defaultdict(set)
    rows = MonthlyReview.objects.visible_to(scope.user).filter(month__in=months, state=ReviewState.SIGNED)
    for month, case_id in rows.filter(case_id__in=scope.cases).order_by().values_list("month", "case_id"):
        found[month].add(case_id)
    return found


def _groups(scope: Scope, cases: list[SupportCase]) -> dict[bool, set[int]]:
    """Keys of the person's own cases, and of all; one who leads no school of her own sees the city's line alone."""
    may_review = scope.user.has_perm(Permission.CONDUCT_REVIEWS, scope.municipality)
    own = {case.pk for case in cases if may_review and case.coordinator_id == scope.user.pk}
    every = {case.pk for case in cases}
    return {True: own, False: every if own != every else set()}


def _line(scope: Scope, month: date, day: date, is_mine: bool, tally: Tally) -> Occurrence:
    return Occurrence(
        key=f"reviews-{scope.municipality.pk}-{month:%Y-%m}-{scope.user.pk if is_mine else 'city'}",
        day=day,
        until=scope.programme.workdays.next_workday(day),
        title=f"{TITLE}: {month_in_words(month)}",
        kind=OccurrenceKind.REVIEW,
        page=("roadmaps:reviews",),
        is_done=tally.done == tally.total,
        days_late=scope.programme.days_late(day, scope.today),
        is_mine=is_mine,
        tally=tally,
    )
