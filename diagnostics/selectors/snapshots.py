"""The seal of an approved list: whoever holds the fingerprint can tell that nothing has moved since."""

import hashlib
from typing import Any

import orjson

from diagnostics.models import RiskList

SEALED_FIELDS = (
    "school_id", "school_name", "verdict", "is_included", "decision_reason", "level", "level_title", "low_count",
    "data_count", "missing_count", "years_in_row", "explanation", "reasons", "conditions",
)  # fmt: skip


def snapshot_sha256(risk_list: RiskList) -> str:
    """SHA-256 over the list's heading and every entry, by school, in one canonical form."""
    entries = risk_list.entries.order_by("school_id").values_list(*SEALED_FIELDS)
    body = [*_heading(risk_list), [list(entry) for entry in entries]]
    return hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def is_intact(risk_list: RiskList) -> bool:
    """Whether an approved list is still what was sealed."""
    return risk_list.snapshot_sha256 == snapshot_sha256(risk_list)


def _heading(risk_list: RiskList) -> list[Any]:
    return [
        risk_list.municipality_id,
        risk_list.academic_year,
        risk_list.results_year,
        risk_list.origin,
        risk_list.title,
        risk_list.basis,
        risk_list.rule_version_id,
        risk_list.inputs_sha256,
    ]
