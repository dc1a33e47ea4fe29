"""From what was recognised to what a plan takes: and back and forth through JSON while a person looks at it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from roadmaps.importers.drafts import MeasureDraft, PlanDraft, RowTally
from roadmaps.importers.heads import TITLES, heads_at
from roadmaps.importers.plans import HEADER_DEPTH, recognise_rows
from roadmaps.importers.wordings import is_number
from roadmaps.rules.plan_draft import PlanContent, RowDraft, SectionDraft
from shnor_portal.common.refusals import Refusal

SKIP = ""
COLUMN_CHOICES = [(SKIP, "не брать"), *TITLES.items()]
"""What a column of a pasted table may be, by name."""

_CELLS = {
    "title": "title",
    "period": "period_wording",
    "responsible": "responsible",
    "expected_result": "expected_result",
    "indicator": "indicator_text",
    "baseline": "baseline",
    "target": "target",
    "footnote": "footnote",
}
_USUAL = ("title", "period", "responsible", "expected_result", "indicator", "baseline", "target")


def content_from(draft: PlanDraft) -> PlanContent:
    """The plan with its rows inside their sections, every text as it was read."""
    rows: dict[int | None, list[RowDraft]] = {}
    for measure in draft.measures:
        rows.setdefault(measure.section_index, []).append(row_from(measure))
    sections = (
        SectionDraft(section.title or section.number, tuple(rows.get(at, ())))
        for at, section in enumerate(draft.sections)
    )
    return PlanContent(tuple(rows.get(None, ())), tuple(sections), draft.title, tuple(draft.goals), tuple(draft.tasks))


def row_from(measure: MeasureDraft) -> RowDraft:
    texts = {cell: getattr(measure, name) for name, cell in _CELLS.items() if getattr(measure, name)}
    return RowDraft(texts, measure.number)


def guess_columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """What each column of a pasted table seems to be: by its header, and otherwise by the usual order."""
    width = len(rows[0]) if rows else 0
    heads = next((found for at in range(min(len(rows), HEADER_DEPTH)) if (found := heads_at(rows, at))), None)
    if heads is not None:
        columns = {column: name for name, column in heads.at.items()}
        return [columns.get(at, SKIP) for at in range(width)]
    numbered = width > 1 and sum(is_number(row[0]) for row in rows) * 2 > len(rows)
    usual = [*(("number",) if numbered else ()), *_USUAL]
    return [usual[at] if at < len(usual) else SKIP for at in range(width)]


def without_header(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows after the header, all of them when there is none."""
    for at in range(min(len(rows), HEADER_DEPTH)):
        heads = heads_at(rows, at)
        if heads is not None:
            return [list(row) for row in rows[at + heads.height :]]
    return [list(row) for row in rows]


def draft_from(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> PlanDraft:
    """A pasted table read with its columns named by a person. Raises Refusal COLUMN_DOUBLED, COLUMN_MISSING."""
    taken = [(at, name) for at, name in enumerate(columns) if name in TITLES]
    names = [name for _, name in taken]
    if len(names) != len(set(names)):
        raise Refusal("COLUMN_DOUBLED", "Два столбца названы одинаково.", "Выберите каждый один раз.", status=400)
    if "title" not in names:
        raise Refusal("COLUMN_MISSING", "Не выбран столбец с мероприятием.", "Укажите, где он.", status=400)
    body = [[row[at] for at, _ in taken] for row in without_header(rows)]
    if set(names) <= {"number", "title"}:
        return bare_titles(body, names)
    return recognise_rows([[TITLES[name] for name in names], *body])


def bare_titles(rows: Sequence[Sequence[str]], names: Sequence[str]) -> PlanDraft:
    """A list of measures without anything else: a row with a title alone is no section then."""
    cells = [dict(zip(names, row, strict=True)) for row in rows]
    drafts = [MeasureDraft(number=cell.get("number", ""), title=cell["title"]) for cell in cells if cell["title"]]
    blank = Counter({"нет названия": len(rows) - len(drafts)})
    return PlanDraft(measures=drafts, rows=RowTally(len(rows), measures=len(drafts), skipped=+blank))


def to_json(content: PlanContent) -> dict[str, Any]:
    """Plain data; `from_json` gives an equal content back."""
    return {
        "loose": [row_json(row) for row in content.loose],
        "sections": [[section.title, [row_json(row) for row in section.rows]] for section in content.sections],
        "head": [content.title, list(content.goals), list(content.tasks)],
    }


def row_json(row: RowDraft) -> list[Any]:
    return [row.source_number, row.texts]


def from_json(data: Mapping[str, Any]) -> PlanContent:
    title, goals, tasks = data["head"]
    return PlanContent(
        tuple(RowDraft(texts, number) for number, texts in data["loose"]),
        tuple(
            SectionDraft(name, tuple(RowDraft(texts, number) for number, texts in rows))
            for name, rows in data["sections"]
        ),
        title,
        tuple(goals),
        tuple(tasks),
    )
