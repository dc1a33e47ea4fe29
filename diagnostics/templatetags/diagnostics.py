"""Words of lists in templates."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from diagnostics.indicators.catalogue import IndicatorPassport
from diagnostics.models import IndicatorValue, RiskList, RiskListEntry
from diagnostics.procedures import ProcedureKey
from diagnostics.selectors.indicator_tables import IndicatorTable, column_name
from diagnostics.selectors.lists import Summary
from diagnostics.selectors.simulation import Trial
from diagnostics.selectors.why import PastResult, WhySheet
from shnor_portal.common.numbers import format_percent
from shnor_portal.common.years import format_academic_year

register = template.Library()
STATE_TONE = {"draft": "draft", "proposed": "info", "approved": "good", "archived": "neutral"}


@register.filter
def list_tone(risk_list: RiskList) -> str:
    return STATE_TONE[risk_list.state]


@register.filter
def included_of(summary: Summary) -> str:
    """«30 из 78»."""
    return f"{summary.included} из {summary.considered}"


@register.filter
def included_share(summary: Summary) -> str:
    """«38,5 %» of the schools considered."""
    return format_percent(summary.included, summary.considered) if summary.considered else "школ для отбора нет"


@register.filter
def list_facts(risk_list: RiskList) -> list[tuple[str, Any]]:
    """Who and when, and the seals."""
    told = [
        ("Составлен", f"{risk_list.created_at:%d.%m.%Y}"),
        ("Предложен", f"{risk_list.proposed_at:%d.%m.%Y}" if risk_list.proposed_at else ""),
        ("Утверждён", f"{risk_list.approved_at:%d.%m.%Y}" if risk_list.approved_at else ""),
        ("Утвердил", str(risk_list.approved_by or "")),
        ("Основание", risk_list.basis),
        ("Отпечаток исходных данных", breakable(risk_list.inputs_sha256)),
        ("Отпечаток утверждённого перечня", breakable(risk_list.snapshot_sha256)),
    ]
    return [(term, value) for term, value in told if value]


def breakable(fingerprint: str) -> SafeString:
    """A fingerprint that may be broken between lines and is still copied as one word."""
    groups = ((fingerprint[at : at + 8],) for at in range(0, len(fingerprint), 8))
    return format_html_join(mark_safe("<wbr>"), "{}", groups)


@register.filter
def entry_facts(entry: RiskListEntry) -> list[tuple[str, Any]]:
    """The verdict in figures."""
    told = [
        ("Вывод правила", entry.get_verdict_display()),
        ("Решение", "в перечне" if entry.is_included else "вне перечня"),
        ("Уровень", entry.level_title),
        ("Низких процедур", f"{entry.low_count} из {entry.data_count} с данными" if entry.reasons else ""),
        ("Лет подряд в перечне", entry.years_in_row or ""),
    ]
    return [(term, value) for term, value in told if value]


@register.filter
def history_rows(sheet: WhySheet) -> list[tuple[str, list[PastResult]]]:
    """Procedures that have results in any year, each once."""
    rows = {line.title: line.history for line in [*sheet.with_data, *sheet.without_data] if line.history}
    return list(rows.items())


@register.filter
def column(procedure: str) -> str:
    """What a column of an indicator's table is called in the address."""
    return column_name(procedure)


@register.filter
def trial_of(trial: Trial) -> str:
    """«30 из 78»."""
    return f"{trial.listed} из {trial.considered}"


@register.filter
def trial_share(trial: Trial) -> str:
    return format_percent(trial.listed, trial.considered) if trial.considered else "школ для отбора нет"


@register.filter
def table_title(table: IndicatorTable) -> str:
    return f"{table.passport.code}, {format_academic_year(table.academic_year)}, школ: {len(table.rows)}"


@register.filter
def procedure_title(code: str) -> str:
    return ProcedureKey.parse(code).title


@register.filter
def value_facts(value: IndicatorValue, passport: IndicatorPassport) -> list[tuple[str, str]]:
    """How the value was computed."""
    return [
        ("Формула", passport.formula),
        ("Редакция формулы", str(value.formula_version)),
        ("Источник", passport.source),
        ("Вычислено", f"{value.computed_at:%d.%m.%Y %H:%M} UTC"),
    ]
