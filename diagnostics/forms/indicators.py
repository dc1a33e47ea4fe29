"""The form over a table of an indicator."""

from typing import Any, cast

from django import forms

from schools.enums import SchoolKind
from shnor_portal.common.years import format_academic_year


class IndicatorTableForm(forms.Form):
    """School year, part of a name, kind of school."""

    year = forms.TypedChoiceField(label="Учебный год", coerce=int, required=False, empty_value=None)
    q = forms.CharField(label="Школа", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(label="Вид школы", choices=[("", "любой"), *SchoolKind.choices], required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["year"])
        field.choices = [(year, format_academic_year(year)) for year in years]
