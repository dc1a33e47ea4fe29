"""What the pages of a roadmap send: its beginning, a cell, a place, a choice of aims, a measure as a whole."""

import json
from typing import Any

from django import forms

from roadmaps.models import Measure
from roadmaps.rules.cells import CELLS, CellKind
from shnor_portal.accounts.models import User
from shnor_portal.common.years import format_academic_year

LONG = forms.Textarea(attrs={"rows": 5})


class HeadForm(forms.Form):
    """The beginning of a roadmap; the editor changes all of it later."""

    title = forms.CharField(label="Название", max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
    goals = forms.CharField(label="Цели", required=False, widget=LONG, help_text="Каждая цель с новой строки.")
    tasks = forms.CharField(label="Задачи", required=False, widget=LONG, help_text="Каждая задача с новой строки.")


class CityHeadForm(HeadForm):
    """The same for the city's, with the school year to choose."""

    academic_year = forms.TypedChoiceField(label="Учебный год", coerce=int)
    field_order = ["academic_year", "title", "goals", "tasks"]

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["academic_year"].choices = [  # type: ignore[attr-defined]
            (year, format_academic_year(year)) for year in years
        ]


class CellForm(forms.Form):
    """A cell, the text its author saw and the text she wrote."""

    table = forms.ChoiceField(choices=[(name, name) for name in CELLS])
    row = forms.IntegerField(min_value=0)
    field = forms.CharField(max_length=24)
    base = forms.CharField(required=False, strip=False)
    value = forms.CharField(required=False, strip=False)


class PlaceForm(forms.Form):
    """A place in the plan: after a row, inside a section; both empty for the very first."""

    section = forms.IntegerField(min_value=1, required=False)
    after = forms.IntegerField(min_value=1, required=False)


class NewRowForm(PlaceForm):
    """A row to be added. `key` is the page's own, so that a repeated request makes no second row."""

    table = forms.ChoiceField(choices=[("measure", "measure"), ("section", "section")])
    key = forms.UUIDField()
    copy_of = forms.IntegerField(min_value=1, required=False)
    title = forms.CharField(required=False, max_length=2000)


class RowForm(forms.Form):
    """A row of the plan."""

    table = forms.ChoiceField(choices=[("measure", "measure"), ("section", "section")])
    row = forms.IntegerField(min_value=1)


class MovedRowForm(RowForm, PlaceForm):
    """A row and where it goes."""


class UndoForm(forms.Form):
    """A step to take back; without one the person's own last."""

    edit = forms.IntegerField(min_value=1, required=False)


class AimsForm(forms.Form):
    """What a measure treats, and what the page showed when the choice began."""

    row = forms.IntegerField(min_value=1)
    deficits = forms.TypedMultipleChoiceField(coerce=int, required=False)
    risks = forms.TypedMultipleChoiceField(coerce=int, required=False)
    base = forms.CharField()

    def __init__(self, *args: Any, deficits: list[int], risks: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, keys in (("deficits", deficits), ("risks", risks)):
            self.fields[name].choices = [(key, str(key)) for key in keys]  # type: ignore[attr-defined]

    def clean_base(self) -> dict[str, list[int]]:
        try:
            told = json.loads(self.cleaned_data["base"])
            return {name: [int(key) for key in told[name]] for name in ("deficits", "risks")}
        except (ValueError, KeyError, TypeError) as malformed:
            raise forms.ValidationError("Обновите страницу.") from malformed


class MeasureForm(forms.Form):
    """A measure as a whole, one field a cell; beside each cell the text it began from."""

    def __init__(self, *args: Any, measure: Measure, choices: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rule in CELLS["measure"].items():
            began = self.text(measure, name)
            self.fields[name] = self.field_of(name, rule.label, rule.limit, choices)
            self.fields[name].initial = began
            self.fields[f"base_{name}"] = forms.CharField(
                required=False, strip=False, initial=began, widget=forms.HiddenInput
            )

    @staticmethod
    def field_of(name: str, label: str, limit: int, choices: dict[str, list[tuple[str, str]]]) -> forms.Field:
        if name in choices:
            return forms.ChoiceField(label=label, required=False, choices=[("", "не выбрано"), *choices[name]])
        is_long = limit > 600 or name in ("period_wording", "indicator_text", "evidence_hint")
        widget = forms.Textarea(attrs={"rows": 3 if limit > 600 else 1}) if is_long else forms.TextInput()
        return forms.CharField(label=label, required=False, strip=False, max_length=limit, widget=widget)

    @staticmethod
    def text(measure: Measure, name: str) -> str:
        if CELLS["measure"][name].kind == CellKind.PERSON:
            return str(measure.responsible_user_id or "")
        return str(getattr(measure, name))

    def cells(self) -> dict[str, tuple[str, str]]:
        """Pairs of what was and what is, by cell."""
        data = self.cleaned_data
        return {name: (data[f"base_{name}"], data[name]) for name in CELLS["measure"]}


def people_choices(people: list[User]) -> list[tuple[str, str]]:
    return [(str(person.pk), f"{person.full_name}, {person.position}".rstrip(", ")) for person in people]
