"""The form of a monthly review: read leniently for the draft that saves itself, strictly only when it is signed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from roadmaps.enums import Rag
from roadmaps.forms.fields import VersionedForm, text_field
from roadmaps.models import MonthlyReview
from roadmaps.reference.review_criteria import MAX_MARK, REVIEW_CRITERIA, ReviewCriterionItem
from roadmaps.services.reviews import CorrectionDraft, ReviewDraft

MOST_CORRECTIONS = 40
EMPTY_ROWS = 1
MARKS = [str(mark) for mark in range(MAX_MARK + 1)]


class ReviewForm(VersionedForm):
    """Words of a review; marks and corrections are read beside it."""

    checked = text_field("Что проверено", longest=4000, rows=4, required=False)
    remarks = text_field("Замечания", longest=4000, rows=4, required=False)
    rag = forms.ChoiceField(label="Общая оценка месяца", choices=Rag.choices, widget=forms.RadioSelect, required=False)
    rag_reason = text_field("Почему такая оценка", longest=600, rows=3, required=False)


class ReasonForm(VersionedForm):
    """Why a signed review is opened again."""

    reason = text_field("Причина")


class AnswerForm(forms.Form):
    """How a correction was done."""

    note = text_field("Как исправлено")


class NoteForm(forms.Form):
    """A word about a correction."""

    note = text_field("Пояснение", required=False)


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion with what is marked: `options` are (mark, words, is_chosen)."""

    item: ReviewCriterionItem
    options: list[tuple[str, str, bool]]
    note: str

    @property
    def is_marked(self) -> bool:
        return any(is_chosen for *_, is_chosen in self.options)


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A row of the table of corrections as typed."""

    key: str = ""
    measure: str = ""
    text: str = ""
    due_on: str = ""


def criteria_rows(marks: dict[str, Any]) -> list[CriterionRow]:
    """Rows of the table of criteria."""
    rows = []
    for code, item in REVIEW_CRITERIA.items():
        kept = marks.get(code) or {}
        options = [(mark, item.marks[int(mark)], str(kept.get("mark")) == mark) for mark in MARKS]
        rows.append(CriterionRow(item, options, kept.get("note", "")))
    return rows


def kept_rows(review: MonthlyReview) -> list[CorrectionRow]:
    """Corrections that are kept, and an empty row to go on."""
    rows = [
        CorrectionRow(str(row.pk), str(row.measure_id or ""), row.text, row.due_on.isoformat() if row.due_on else "")
        for row in review.corrections.all()
    ]
    return [*rows, *[CorrectionRow()] * EMPTY_ROWS]


def typed_rows(data: QueryDict) -> list[CorrectionRow]:
    """Corrections as they came; a row without words is nothing."""
    columns = (data.getlist(f"correction_{name}") for name in ("key", "measure", "text", "due"))
    rows = [CorrectionRow(*values) for values in zip(*columns, strict=False)]
    return [row for row in rows if row.text.strip()][:MOST_CORRECTIONS]


def typed_marks(data: QueryDict) -> dict[str, dict[str, Any]]:
    """Marks as they came, those of the book only."""
    return {
        code: {"mark": int(mark) if (mark := data.get(f"mark_{code}", "")) in MARKS else None, "note": note}
        for code in REVIEW_CRITERIA
        if (note := data.get(f"note_{code}", "").strip()[:600]) or data.get(f"mark_{code}")
    }


def draft_from(form: ReviewForm, data: QueryDict) -> ReviewDraft:
    """What was typed, for the service; the form is valid."""
    cleaned = form.cleaned_data
    return ReviewDraft(
        checked=cleaned["checked"],
        remarks=cleaned["remarks"],
        rag=cleaned["rag"],
        rag_reason=cleaned["rag_reason"],
        marks=typed_marks(data),
        corrections=tuple(
            CorrectionDraft(row.text.strip(), whole(row.measure), day(row.due_on), whole(row.key))
            for row in typed_rows(data)
        ),
    )


def whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
