"""What a person is shown of a file before it is checked, and which faults close the door at once."""

from dataclasses import asdict
from typing import Any

from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.reader.outcome import ReadResult
from shnor_portal.imports.reader.types import Extract, Problem, ResultBlock, Severity
from shnor_portal.imports.services.reading import layouts_of
from shnor_portal.imports.targets import Target

STRUCTURAL = frozenset(
    {
        "HEADER_NOT_FOUND",
        "HEADER_MISSING",
        "HEADER_DUPLICATE",
        "NO_DATA_ROWS",
        "TEMPLATE_EMPTY_FORM",
        "TEMPLATE_VERSION",
        "PERSONAL_DATA",
    }
)
"""Codes that mean a wrong file rather than wrong rows (bad input, sheet shape): nothing is left to check."""

SHOWN_BLOCKS = 60


def structural_fault(extract: Extract) -> Refusal | None:
    """The refusal of a file whose shape let no row be taken; None when there is something to check."""
    if extract.counts.taken:
        return None
    errors = [problem for problem in extract.problems if problem.severity == Severity.ERROR]
    first = next((problem for problem in errors if problem.code in STRUCTURAL), None)
    return None if first is None else refusal_of(first)


def refusal_of(problem: Problem) -> Refusal:
    places = {"sheet": problem.sheet, "row": problem.row, "column": problem.column}
    where = {name: value for name, value in places.items() if value not in ("", None)}
    return Refusal(problem.code, problem.message, problem.hint, where, 422)


def recognition_of(result: ReadResult, extract: Extract | None, target: Target) -> dict[str, Any]:
    """Claims with confidence and reasons, the sheets, the masked first rows, and what the blocks say of themselves."""
    titles = {code: layout.title for code, layout in layouts_of(target).items()}
    claims = [{**asdict(claim), "title": titles.get(claim.layout, claim.layout)} for claim in result.recognitions]
    blocks = [block_facts(block) for block in extract.blocks] if extract else []
    years = {block["academic_year"] for block in blocks}
    return {
        "kind": result.kind,
        "layout": claims[0]["layout"] if claims else "",
        "claims": claims,
        "sheets": [asdict(sheet) for sheet in result.sheets],
        "previews": [asdict(preview) for preview in result.previews[:3]],
        "problems": [asdict(problem) for problem in result.problems],
        "blocks": blocks[:SHOWN_BLOCKS],
        "block_count": len(blocks),
        "academic_year": years.pop() if len(years) == 1 else None,
        "is_read": extract is not None,
    }


def block_facts(block: ResultBlock) -> dict[str, Any]:
    """One sheet's procedure in plain values; absent ones are None or empty, for the person to fill."""
    rows = len(block.pupils.row) if block.pupils is not None else len(block.aggregates) + len(block.register)
    return {
        "sheet": block.sheet,
        "kind": block.kind,
        "grade": block.grade,
        "written_in_grade": block.written_in_grade,
        "subject": block.subject,
        "level": block.level,
        "academic_year": block.academic_year,
        "held_on": block.held_on,
        "rows": rows,
    }
