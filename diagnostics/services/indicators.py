"""Computing the catalogue's indicators from results in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from django.db import transaction

from diagnostics.indicators.engine import LowRule, compute
from diagnostics.models import RuleSetVersion
from diagnostics.reference.calendar import availability
from diagnostics.selection.definition import Metric, RuleDefinition
from diagnostics.selection.presets import PRESETS
from diagnostics.selectors.rules import definition_of
from diagnostics.selectors.selection import calendar_overrides
from diagnostics.selectors.tidy_results import results_frame, years_to_compute
from diagnostics.services.indicator_values import replace_values
from shnor_portal.accounts.access import require_any
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.years import format_academic_year
from shnor_portal.jobs.handle import JobHandle
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import enqueue


@dataclass(frozen=True, slots=True)
class YearReport:
    """What one school year gave: results read, values written, and how many of them are figures."""

    academic_year: int
    results: int
    values: int
    figures: int


def recompute_indicators(
    *, municipality_id: int, by: User | None, years: Iterable[int] | None = None, handle: JobHandle | None = None
) -> list[YearReport]:
    """Compute every indicator anew for the school years, all that have results when none is named.

    One transaction a year, so a run that was stopped leaves whole years; what did not change is not written
    again, and a second run changes nothing. Raises PermissionDenied, Refusal CALENDAR_INVALID.
    """
    municipality = Municipality.objects.get(pk=municipality_id)
    require_any(by, (Permission.RECOMPUTE_INDICATORS,), municipality)
    wanted = sorted(set(years)) if years is not None else years_to_compute(municipality_id)
    reports = []
    for position, year in enumerate(wanted):
        if handle is not None:
            handle.progress(position, len(wanted), f"Учебный год {format_academic_year(year)}")
        reports.append(_recompute_year(municipality, year, by))
    if handle is not None:
        handle.progress(len(wanted), len(wanted), "Готово")
    return reports


def request_recompute(*, municipality_id: int, by: User | None, year: int | None = None) -> Job:
    """Queue the computation of one school year, or of all; the same request while one waits is that one."""
    municipality = Municipality.objects.get(pk=municipality_id)
    require_any(by, (Permission.RECOMPUTE_INDICATORS,), municipality)
    title = f"Пересчёт показателей за {format_academic_year(year)}" if year else "Пересчёт показателей за все годы"
    return enqueue(
        kind="recompute_indicators",
        title=title,
        municipality_id=municipality_id,
        by=by,
        arguments={"municipality_id": municipality_id, "year": year},
        unique_key=f"recompute_indicators:{municipality_id}:{year or 'all'}",
    )


def _recompute_year(municipality: Municipality, year: int, by: User | None) -> YearReport:
    """Read, compute and write one school year."""
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        frame = results_frame(municipality.pk, year)
        calendar = partial(availability, overrides=calendar_overrides(municipality))
        values = compute(frame, rule=low_rule_for(municipality.pk, year), calendar=calendar)
        replace_values(municipality.pk, year, values)
        report = YearReport(year, len(frame), len(values), int(values["numerator"].notna().sum()))
        record(
            action="indicators.recomputed",
            by=by,
            on=municipality,
            municipality_id=municipality.pk,
            details={"academic_year": year, "results": report.results, "values": report.values},
        )
    return report


def low_rule_for(municipality_id: int, results_year: int) -> LowRule | None:
    """The rule behind R19: the official one in force for lists made of this year's results.

    The municipality's newest version of it wins over the shipped one. None when the rule measures
    something other than the share of failures.
    """
    dated = [rule for rule in PRESETS.values() if rule.applies_to_lists_from is not None]
    in_force = [rule for rule in dated if (rule.applies_to_lists_from or 0) <= results_year + 1] or dated[:1]
    shipped = max(in_force, key=lambda rule: rule.applies_to_lists_from or 0)
    own = (
        RuleSetVersion.objects.filter(municipality_id=municipality_id, rule_set__code=shipped.code)
        .order_by("-number")
        .first()
    )
    return _low_rule(definition_of(own) if own else shipped)


def _low_rule(rule: RuleDefinition) -> LowRule | None:
    if rule.low.metric is not Metric.SHARE_FAIL:
        return None
    codes = frozenset(procedure.code for procedure in rule.procedures)
    return LowRule(codes, Fraction(rule.low.value), rule.low.op, rule.min_participants)
