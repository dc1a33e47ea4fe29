"""Forms of the library, of last year's plan and of the city's measures."""

from typing import Any

from django import forms

from diagnostics.enums import AssessmentKind, Subject
from diagnostics.indicators.catalogue import CATALOGUE
from roadmaps.forms.approval import area
from roadmaps.models import TypicalMeasure

SEARCH = forms.TextInput(attrs={"type": "search"})
AUDIENCES = [("school", "для школы"), ("city", "для города")]
DEFICITS = [("Предметы", Subject.choices), ("Процедуры", AssessmentKind.choices)]


class LibraryForm(forms.Form):
    """Facets of the library."""

    q = forms.CharField(label="Слова", required=False, max_length=100, widget=SEARCH)
    factor = forms.ChoiceField(label="Риск-фактор", required=False)
    deficit = forms.ChoiceField(label="Дефицит", required=False, choices=[("", "любой"), *DEFICITS])
    audience = forms.ChoiceField(label="Чья карта", required=False, choices=[("", "любая"), *AUDIENCES])
    off = forms.BooleanField(label="и отключённые", required=False)

    def __init__(self, *args: Any, factors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["factor"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "любой"), *factors]

    def chosen(self) -> dict[str, Any]:
        """Facets with a value; one the form does not know chooses nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class TypicalForm(forms.ModelForm):
    """A measure of the city's own library."""

    risk_factors = forms.MultipleChoiceField(label="Риск-факторы", required=False, widget=forms.CheckboxSelectMultiple)
    deficits = forms.MultipleChoiceField(
        label="Дефициты",
        required=False,
        choices=DEFICITS,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Предметы и процедуры, для которых годится мероприятие.",
    )
    indicator = forms.ChoiceField(
        label="Показатель портала",
        required=False,
        choices=[("", "не выбран"), *((code, f"{code}. {item.name}") for code, item in CATALOGUE.items())],
    )

    class Meta:
        model = TypicalMeasure
        fields = [
            "title",
            "section_title",
            "for_city",
            "risk_factors",
            "deficits",
            "period_wording",
            "responsible",
            "expected_result",
            "indicator",
            "indicator_text",
            "evidence_hint",
            "is_active",
        ]
        widgets = {"title": area(3), "expected_result": area(3), "responsible": area(2)}

    def __init__(self, *args: Any, factors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["risk_factors"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = factors


class SectionForm(forms.Form):
    """Where taken rows go; empty spreads them over sections of the same names."""

    section = forms.TypedChoiceField(label="Куда добавить", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, sections: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["section"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", "в разделы с теми же названиями"), *sections]


class TakeBackForm(forms.Form):
    """Why a city measure is taken back from schools."""

    reason = forms.CharField(label="Причина", max_length=600, widget=area(3))
