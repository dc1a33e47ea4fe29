"""What the portal keeps of a term beside its wording: read anew whenever the wording changes."""

from datetime import date
from typing import Any

from roadmaps.models import Measure, Roadmap
from roadmaps.periods import read_period
from roadmaps.periods.terms import Terms
from roadmaps.selectors.programme import programme_of


def terms_for(roadmap: Roadmap) -> Terms:
    """Quarters and trimesters of the roadmap's municipality."""
    return programme_of(roadmap.municipality).terms


def period_fields(wording: str, academic_year: int, terms: Terms) -> dict[str, Any]:
    """Columns of a measure that follow from the wording. A term nobody can read leaves no days."""
    period = read_period(wording, academic_year, terms)
    return {
        "period_wording": wording,
        "period_kind": period.kind.value,
        "starts_on": period.starts_on,
        "due_on": period.due_on,
        "due_days": [iso(day) for day in period.due_days],
        "intervals": [[iso(each.starts_on), iso(each.ends_on)] for each in period.intervals],
        "recurrence": period.recurrence.value if period.recurrence else "",
    }


def set_period(measure: Measure, wording: str, academic_year: int, terms: Terms) -> None:
    """Put a wording and all that follows from it into the measure; the caller saves."""
    for name, value in period_fields(wording, academic_year, terms).items():
        setattr(measure, name, value)


def iso(day: date) -> str:
    return day.isoformat()
