"""Rules of obligations between their plain form in the database and what computes days from it."""

from typing import Any

from roadmaps.reference.obligation_rules import MonthDay, ObligationRule, RuleKind

BY_ROADMAP_TERM = "school-roadmap"
BY_REVIEWS = "monthly-review"
COMPUTED = frozenset({BY_ROADMAP_TERM, BY_REVIEWS})
"""Codes that nobody ticks off: the portal sees for itself whether a roadmap is handed in and a review signed."""


class RuleDataError(ValueError):
    """The stored rule is not one the portal can compute days from."""


def rule_from_data(data: Any) -> ObligationRule:
    """`{"kind": "window", "spans": [[[9, 1], [9, 30]]]}` as a rule. Raises RuleDataError."""
    try:
        spans = tuple((_month_day(first), _month_day(last)) for first, last in data["spans"])
        if not spans:
            raise RuleDataError("no spans")
        return ObligationRule(RuleKind(data["kind"]), spans)
    except (KeyError, TypeError, ValueError) as wrong:
        raise RuleDataError(str(wrong)) from wrong


def readable_rule(data: Any) -> ObligationRule | None:
    """The rule, or None when the stored one cannot be read: such an obligation has no days."""
    try:
        return rule_from_data(data)
    except RuleDataError:
        return None


def _month_day(pair: Any) -> MonthDay:
    month, day = pair
    return int(month), int(day)
