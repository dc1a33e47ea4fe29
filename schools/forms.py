"""Forms of the register."""

from typing import Any

from django import forms

from schools.enums import CodeSystem
from schools.models import School
from schools.services import SchoolDraft
from shnor_portal.common.years import AcademicYearError, format_academic_year, parse_academic_year


class AcademicYearField(forms.CharField):
    """A school year as people write it, «2020/2021»; gives the starting year or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=9, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_academic_year(text)
        except AcademicYearError as wrong:
            raise forms.ValidationError("Учебный год пишут так: 2020/2021.", code="VALUE_DATE") from wrong

    def prepare_value(self, value: Any) -> Any:
        return format_academic_year(value) if isinstance(value, int) else value


class DayField(forms.DateField):
    """A day, typed or picked."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SchoolForm(forms.ModelForm):
    """The card of a school."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = School
        fields = ["name", "full_name", "kind", "locality", "district", "has_senior_grades"]

    def draft(self) -> SchoolDraft:
        data = self.cleaned_data
        return SchoolDraft(**{name: data[name] for name in self.Meta.fields})


class CodeForm(forms.Form):
    """A code and the school years it holds for."""

    system = forms.ChoiceField(label="Система", choices=CodeSystem.choices)
    raw = forms.CharField(label="Код", max_length=64)
    valid_from_year = AcademicYearField(label="С учебного года", required=False, help_text="Например, 2020/2021.")
    valid_to_year = AcademicYearField(label="По учебный год", required=False)


class RenameForm(forms.Form):
    """A new name from a day on."""

    new_name = forms.CharField(label="Новое краткое название", max_length=300)
    new_full_name = forms.CharField(label="Новое полное название", max_length=600, required=False)
    on = DayField(label="С какого дня")
    basis = forms.CharField(label="Основание", max_length=300, help_text="Вид, дата и номер документа.")


class MergeForm(forms.Form):
    """Into which school, from which day."""

    into = forms.ModelChoiceField(label="К какой школе присоединена", queryset=School.objects.none())
    on = DayField(label="С какого дня")
    basis = forms.CharField(label="Основание", max_length=300, help_text="Вид, дата и номер документа.")

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = School.objects.filter(municipality_id=school.municipality_id).active().exclude(pk=school.pk)
        self.fields["into"] = forms.ModelChoiceField(label="К какой школе присоединена", queryset=others)


class CloseForm(forms.Form):
    """From which day a school is closed."""

    on = DayField(label="С какого дня")
    basis = forms.CharField(label="Основание", max_length=300, help_text="Вид, дата и номер документа.")
