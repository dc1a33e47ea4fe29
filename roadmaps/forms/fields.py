"""Fields that several forms of the road share."""

from typing import Any

from django import forms

from shnor_portal.common.years import format_academic_year

MOST_LINES = 60


class DayField(forms.DateField):
    """A day, typed or picked."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LinesField(forms.CharField):
    """A list, one item a line; gives a list of texts."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 4, longest: int = 300, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_LINES or any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(f"Не больше {MOST_LINES} строк, каждая не длиннее {self.longest} знаков.")
        return lines


class VersionedForm(forms.Form):
    """A form that remembers which state of the row the person had before her."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def text_field(label: str, *, rows: int = 3, longest: int = 600, **kwargs: Any) -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, widget=widget, **kwargs)


def year_field(years: list[int], label: str = "Учебный год") -> forms.TypedChoiceField:
    """A choice of school years, as their first calendar year."""
    choices = [(year, format_academic_year(year)) for year in years]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int)
