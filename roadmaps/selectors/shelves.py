"""The library of a municipality by facets: a few hundred rows, looked through in memory."""

from collections.abc import Mapping
from typing import Any

from diagnostics.enums import AssessmentKind, Subject
from roadmaps.models import RiskFactor, TypicalMeasure
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.text import fold

NAMES = {**dict(Subject.choices), **dict(AssessmentKind.choices)}


def library_of(user: User, municipality: Municipality, facets: Mapping[str, Any]) -> list[TypicalMeasure]:
    """Measures the person sees that agree with every chosen facet, in the order of the library."""
    rows = TypicalMeasure.objects.visible_to(user).of(municipality)
    if not facets.get("off"):
        rows = rows.filter(is_active=True)
    return [typical for typical in rows if agrees(typical, facets)]


def agrees(typical: TypicalMeasure, facets: Mapping[str, Any]) -> bool:
    """Whether the measure agrees with the facets; an absent one asks nothing."""
    text = fold(facets.get("q", ""))
    audience = facets.get("audience", "")
    return (
        (not text or text in fold(f"{typical.title} {typical.expected_result} {typical.responsible}"))
        and (not facets.get("factor") or facets["factor"] in typical.risk_factors)
        and (not facets.get("deficit") or facets["deficit"] in typical.deficits)
        and (not audience or typical.for_city == (audience == "city"))
    )


def factor_choices(user: User, municipality: Municipality) -> list[tuple[str, str]]:
    """Codes and titles of the municipality's risk factors."""
    rows = RiskFactor.objects.visible_to(user).of(municipality)
    return list(rows.order_by("number", "pk").values_list("code", "title"))


def purposes_in_words(typical: TypicalMeasure, factors: Mapping[str, str]) -> list[str]:
    """What a measure is for: names of its deficits, then titles of its factors."""
    return [NAMES.get(code, code) for code in typical.deficits] + [
        factors.get(code, code) for code in typical.risk_factors
    ]
