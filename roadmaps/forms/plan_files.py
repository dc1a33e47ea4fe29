"""Bringing many rows: what is pasted, which file, and what a person decided looking at the preview."""

from typing import Any

from django import forms
from django.core import signing

from roadmaps.importers.contents import COLUMN_CHOICES, SKIP
from roadmaps.models import Roadmap
from shnor_portal.common.refusals import Refusal

SALT = "roadmaps.plan-draft"
A_DAY = 24 * 60 * 60
LONGEST_PASTE = 4_000_000


class PasteForm(forms.Form):
    """The table as the clipboard holds it, and after which row it goes."""

    content = forms.CharField(
        label="Таблица из Word или Excel",
        strip=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Выделите строки в Word или Excel, скопируйте и вставьте сюда. Можно вместе с шапкой.",
    )
    section = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    after = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)


class ColumnsForm(forms.Form):
    """What each column of the pasted table is."""

    def __init__(self, *args: Any, columns: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at, name in enumerate(columns):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=f"Столбец {at + 1}", choices=COLUMN_CHOICES, initial=name, required=False
            )

    def columns(self) -> list[str]:
        """Names in the order of the columns; a form that was not sent gives what was guessed."""
        if not self.is_bound:
            return [str(field.initial) for field in self.fields.values()]
        return [self.cleaned_data.get(name, SKIP) for name in self.fields] if self.is_valid() else []


class PlanFileForm(forms.Form):
    """A plan as a file."""

    file = forms.FileField(label="Файл плана: .docx, .xlsx, .xls или .csv", allow_empty_file=True)


class PlanChoiceForm(forms.Form):
    """What becomes of the rows that stand in the plan, and whether the head comes from the file."""

    mode = forms.ChoiceField(
        label="Что сделать с тем, что уже есть в плане",
        choices=[("append", "оставить, новое добавить в конец"), ("replace", "убрать и поставить план из файла")],
        widget=forms.RadioSelect,
        initial="append",
    )
    with_head = forms.BooleanField(label="взять из файла название, цели и задачи", required=False, initial=True)


def sealed(roadmap: Roadmap, data: dict[str, Any]) -> str:
    """What was read, on its way through the person's page and back, unchanged."""
    return signing.dumps({"roadmap": roadmap.pk, **data}, salt=SALT, compress=True)


def opened_seal(roadmap: Roadmap, text: str) -> dict[str, Any]:
    """Raises Refusal DRAFT_EXPIRED for what is older than a day, was changed, or belongs to another plan."""
    try:
        data: dict[str, Any] = signing.loads(text, salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        data = {}
    if data.get("roadmap") != roadmap.pk:
        raise Refusal(
            "DRAFT_EXPIRED", "Предпросмотр устарел.", "Вставьте таблицу или загрузите файл ещё раз.", status=400
        )
    return data
