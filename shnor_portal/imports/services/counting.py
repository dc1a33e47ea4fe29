"""The account of a checked file: every row in exactly one place, every item by change."""

import hashlib
from collections import Counter
from typing import Any

import orjson

from shnor_portal.imports.enums import Change
from shnor_portal.imports.reader.types import Extract, Problem, Severity
from shnor_portal.imports.targets import Plan


class RowsUnaccountedError(RuntimeError):
    """A target lost or doubled rows; its plan must not be applied."""


def counts_of(extract: Extract, plan: Plan, problems: list[Problem]) -> dict[str, Any]:
    """Rows by fate (seen = taken + skipped + refused), items by change, complaints by code.

    `errors` counts complaints that refuse rows, also those beyond the listed ones. Raises RowsUnaccountedError.
    """
    rows = extract.counts
    moved = sum(plan.skipped_rows.values())
    taken, skipped = rows.taken - moved - plan.refused_rows, rows.skipped + moved
    refused = rows.refused + plan.refused_rows
    if taken < 0 or rows.seen != taken + skipped + refused:
        raise RowsUnaccountedError(f"{rows.seen} seen, {taken} taken, {skipped} skipped, {refused} refused")
    by_code = Counter(extract.problem_counts)
    by_code.update(problem.code for problem in problems[: len(problems) - len(extract.problems) - len(plan.problems)])
    by_code.update(problem.code for problem in plan.problems)
    changes = Counter(item.change for item in plan.items)
    return {
        "seen": rows.seen,
        "taken": taken,
        "skipped": skipped,
        "refused": refused,
        "skip_reasons": dict(Counter(rows.skip_reasons) + Counter(plan.skipped_rows)),
        "dropped_personal_columns": rows.dropped_personal_columns,
        "items": {change.value: changes[change] for change in Change},
        "problems": dict(sorted(by_code.items())),
        "errors": _errors(by_code, problems),
        "warnings": sum(problem.severity == Severity.WARNING for problem in problems),
        "plan": plan_digest(plan),
    }


def plan_digest(plan: Plan) -> str:
    """SHA-256 of what a person saw: two plans are one when keys, changes and figures are equal."""
    body = [[item.key, item.change, item.before, item.after] for item in plan.items]
    return hashlib.sha256(orjson.dumps(body)).hexdigest()


def _errors(by_code: Counter[str], problems: list[Problem]) -> int:
    """Complaints whose code came as an error, also those beyond the listed ones."""
    codes = {problem.code for problem in problems if problem.severity == Severity.ERROR}
    other = Counter(problem.code for problem in problems if problem.severity != Severity.ERROR)
    return sum(by_code[code] - other[code] for code in codes)
