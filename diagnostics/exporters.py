"""A list as JSON, as lines of text, and as a workbook."""

from collections import Counter
from typing import Any

from diagnostics.enums import RiskListOrigin, RiskListState, SchoolVerdict
from diagnostics.models import RiskListEntry
from diagnostics.selectors.indicator_tables import IndicatorTable
from diagnostics.selectors.lists import low_titles
from diagnostics.services.risk_lists import ProposedList
from shnor_portal.common.numbers import format_percent
from shnor_portal.common.xlsx import Sheet
from shnor_portal.common.years import format_academic_year


def list_json(proposed: ProposedList, municipality_code: str) -> dict[str, Any]:
    """What the command prints and a script reads."""
    risk_list, version = proposed.risk_list, proposed.version
    return {
        "municipality": municipality_code,
        "academic_year": format_academic_year(risk_list.academic_year),
        "results_year": format_academic_year(risk_list.results_year or 0),
        "origin": risk_list.origin,
        "risk_list": risk_list.pk,
        "state": risk_list.state,
        "rules": version.rule_set.code,
        "rule_version": version.number,
        "inputs_sha256": risk_list.inputs_sha256,
        "counts": counts(proposed.entries),
        "dropped_decisions": proposed.dropped_decisions,
        "entries": [entry_json(entry) for entry in proposed.entries],
    }


def counts(entries: list[RiskListEntry]) -> dict[str, int]:
    """How many schools by verdict; `considered` is all of them, schools excluded by their kind among them."""
    verdicts = Counter(entry.verdict for entry in entries)
    return {
        "considered": len(entries),
        "listed": verdicts[SchoolVerdict.LISTED.value],
        "not_listed": verdicts[SchoolVerdict.NOT_LISTED.value],
        "unknown": verdicts[SchoolVerdict.UNKNOWN.value],
        "excluded": verdicts[SchoolVerdict.EXCLUDED.value],
        "included": sum(entry.is_included for entry in entries),
    }


def entry_json(entry: RiskListEntry) -> dict[str, Any]:
    """One school: the rule's word, the decision, and everything that led to it."""
    return {
        "school_id": entry.school_id,
        "school": entry.school_name,
        "verdict": entry.verdict,
        "is_included": entry.is_included,
        "decision_reason": entry.decision_reason,
        "level": entry.level,
        "low_count": entry.low_count,
        "data_count": entry.data_count,
        "missing_count": entry.missing_count,
        "is_borderline": entry.is_borderline,
        "flip_pupils": entry.flip_pupils,
        "years_in_row": entry.years_in_row,
        "explanation": entry.explanation.splitlines(),
        "conditions": entry.conditions,
        "sensitivity": entry.sensitivity,
        "reasons": entry.reasons,
    }


def list_text(proposed: ProposedList, municipality_name: str) -> str:
    """The list for reading in a terminal: heading, figures, listed schools, schools without a verdict."""
    risk_list, version = proposed.risk_list, proposed.version
    figures = counts(proposed.entries)
    of = f" ({format_percent(figures['listed'], figures['considered'])})" if figures["considered"] else ""
    number = f"№ {risk_list.pk}" if risk_list.pk else "пробный расчёт, ничего не записано"
    lines = [
        f"{municipality_name}. {risk_list.title}",
        f"Перечень: {number}, {RiskListState(risk_list.state).label}, {RiskListOrigin(risk_list.origin).label}",
        f"Правило: {version.rule_set.title}, редакция {version.number}",
        f"Результаты за {format_academic_year(risk_list.results_year or 0)}",
        f"Рассмотрено школ: {figures['considered']}, включить: {figures['listed']}{of}, "
        f"недостаточно данных: {figures['unknown']}, исключены по виду: {figures['excluded']}",
        "",
        *_section("Включить в перечень", SchoolVerdict.LISTED, proposed.entries),
        *_section("Недостаточно данных, нужно решение", SchoolVerdict.UNKNOWN, proposed.entries),
    ]
    return "\n".join(lines).rstrip()


def _section(title: str, verdict: SchoolVerdict, entries: list[RiskListEntry]) -> list[str]:
    chosen = [entry for entry in entries if entry.verdict == verdict]
    if not chosen:
        return []
    told = [line for number, entry in enumerate(chosen, start=1) for line in _school_lines(number, entry)]
    return [f"{title} ({len(chosen)}):", *told, ""]


def _school_lines(number: int, entry: RiskListEntry) -> list[str]:
    level = f", {entry.level_title}" if entry.level_title else ""
    head = f"{number:>4}. {entry.school_name}: низких процедур {entry.low_count}{level}"
    low = [f"      {reason['sentence']}" for reason in entry.reasons if reason["verdict"] == "low"]
    return [head, *low]


def entry_sheet(entries: list[RiskListEntry]) -> Sheet:
    """Schools of a list as a sheet: what stands in the table of the page, and the explanation."""
    return Sheet(
        "Перечень",
        [
            "№", "Школа", "Вид", "Вывод правила", "В перечне", "Основание решения", "Уровень", "Низких процедур",
            "Низкие процедуры", "Процедур с данными", "Без данных", "Пограничный", "Участников до перемены вывода",
            "Лет подряд", "Объяснение",
        ],
        [[number, *_cells(entry)] for number, entry in enumerate(entries, start=1)],
    )  # fmt: skip


def _cells(entry: RiskListEntry) -> list[str | int | bool | None]:
    return [
        entry.school_name,
        entry.school.get_kind_display(),
        SchoolVerdict(entry.verdict).label,
        entry.is_included,
        entry.decision_reason,
        entry.level_title,
        entry.low_count,
        low_titles(entry),
        entry.data_count,
        entry.missing_count,
        entry.is_borderline,
        entry.flip_pupils,
        entry.years_in_row,
        entry.explanation,
    ]


def indicator_sheets(table: IndicatorTable) -> list[Sheet]:
    """The table as on the screen, and the counts behind every cell."""
    titles = [title for _, title in table.columns]
    shown = [[row.school.name, *(cell.text or cell.reason for cell in row.cells)] for row in table.rows]
    summaries = [[label, *texts] for label, texts in table.summaries]
    counts = [
        [row.school.name, title, cell.numerator, cell.denominator, cell.reason]
        for row in table.rows
        for title, cell in zip(titles, row.cells, strict=True)
    ]
    heading = f"{table.passport.code} {format_academic_year(table.academic_year)}"
    count_columns = ["Школа", "Процедура", "Числитель", "Знаменатель", "Почему нет данных"]
    return [
        Sheet(heading, ["Школа", *titles], shown + summaries),
        Sheet("Числители и знаменатели", count_columns, counts),
    ]
