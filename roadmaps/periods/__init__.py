"""Periods as people write them: the wording is kept for print, what it means is read beside it. No tables, no clock."""

from roadmaps.periods.period import Period
from roadmaps.periods.reading import read_period
from roadmaps.periods.terms import DEFAULT_TERMS, Terms
from roadmaps.periods.words import Interval, PeriodKind, Recurrence

__all__ = ["DEFAULT_TERMS", "Interval", "Period", "PeriodKind", "Recurrence", "Terms", "read_period"]
