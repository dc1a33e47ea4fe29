"""The table of an appendix, frozen from an approved list."""

import re
from typing import Any

from diagnostics.models import RiskList, RiskListEntry
from diagnostics.procedures import ProcedureKey
from shnor_portal.common.years import format_academic_year

COLUMNS = [
    "№ п/п",
    "Общеобразовательная организация",
    "Основание включения (процедуры с низкими результатами)",
    "Результаты за",
    "Лет подряд",
]


def natural_key(name: str) -> list[Any]:
    """«СОШ № 2» before «СОШ № 10»."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", name.casefold())]


def list_appendix_rows(risk_list: RiskList) -> list[list[str]]:
    """Rows of the appendix: every included school, in the order a person would look her up."""
    entries = list(risk_list.entries.included().select_related("school"))
    entries.sort(key=lambda entry: natural_key(entry.school.name))
    years = format_academic_year(risk_list.results_year) if risk_list.results_year else "—"
    return [
        [str(n), entry.school.name, basis_of(entry), years, str(entry.years_in_row or "—")]
        for n, entry in enumerate(entries, start=1)
    ]


def basis_of(entry: RiskListEntry) -> str:
    """Why the school is in: its low procedures, and the person's reason where a person decided."""
    low = [ProcedureKey.parse(r["procedure"]).short_title for r in entry.reasons if r.get("verdict") == "low"]
    parts = [", ".join(low)] if low else []
    if entry.decision_reason:
        parts.append(entry.decision_reason)
    return "; ".join(parts) or "По перечню основания"
