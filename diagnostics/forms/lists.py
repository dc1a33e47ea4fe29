"""Forms of lists: computing one, deciding on a school, entering an order."""

import uuid
from datetime import date
from typing import Any, cast

from django import forms

from diagnostics.enums import RiskListOrigin
from diagnostics.models import RuleSetVersion
from diagnostics.services.official_lists import OFFICIAL_ORIGINS, Basis
from diagnostics.services.risk_lists import COMPUTED_ORIGINS
from shnor_portal.common.years import academic_year_of, format_academic_year

YEARS_BACK, YEARS_AHEAD = 8, 1


def year_choices(today: date) -> list[tuple[int, str]]:
    """School years that a list may be for, the nearest first."""
    current = academic_year_of(today)
    years = range(current + YEARS_AHEAD, current - YEARS_BACK - 1, -1)
    return [(year, format_academic_year(year)) for year in years]


def new_nonce() -> str:
    """Sent with a form that creates, so that a second press has no second effect."""
    return uuid.uuid4().hex


class ProposeForm(forms.Form):
    """Which list to compute. Without `results_year` the rule says whose results count."""

    academic_year = forms.TypedChoiceField(label="На учебный год", coerce=int)
    rules = forms.ChoiceField(label="Правило отбора")
    results_year = forms.TypedChoiceField(
        label="Результаты за", coerce=int, required=False, empty_value=None, help_text="Обычно предыдущий учебный год"
    )
    origin = forms.ChoiceField(
        label="Вид перечня", choices=[(origin.value, origin.label) for origin in COMPUTED_ORIGINS]
    )
    as_draft = forms.BooleanField(label="оставить черновиком, пока не предлагать к утверждению", required=False)
    nonce = forms.CharField(widget=forms.HiddenInput, initial=new_nonce)

    def __init__(
        self,
        *args: Any,
        years: list[tuple[int, str]],
        versions: list[RuleSetVersion],
        results_years: list[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "academic_year", years)
        _choices(self, "rules", [(version_key(one), version_title(one)) for one in versions])
        held = [(year, format_academic_year(year)) for year in results_years]
        _choices(self, "results_year", [("", "как в правиле"), *held])

    def chosen_rule(self) -> tuple[str, int]:
        """Code and number of the chosen version."""
        code, _, number = self.cleaned_data["rules"].rpartition(":")
        return code, int(number)


class ReasonForm(forms.Form):
    """Why a list is turned back or put away."""

    reason = forms.CharField(label="Причина", max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """A person's decision on one school."""

    include = forms.TypedChoiceField(
        label="Решение",
        choices=[("true", "включить в перечень"), ("false", "не включать")],
        coerce=lambda value: value == "true",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Основание",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Например: решение комиссии от 12.10.2020, протокол № 4",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class OfficialListForm(forms.Form):
    """Details of the order and the schools it names, one a line."""

    origin = forms.ChoiceField(
        label="Чей перечень", choices=[(origin.value, RiskListOrigin(origin).label) for origin in OFFICIAL_ORIGINS]
    )
    academic_year = forms.TypedChoiceField(label="На учебный год", coerce=int)
    issuer = forms.CharField(label="Кто издал", max_length=300, help_text="Например: Министерство образования области")
    number = forms.CharField(label="Номер приказа", max_length=40)
    issued_on = forms.DateField(
        label="Дата приказа", input_formats=["%d.%m.%Y", "%Y-%m-%d"], help_text="Так: 25.09.2020"
    )
    schools = forms.CharField(
        label="Школы",
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="По одной в строке: название или код. Можно вставить столбец из Word или Excel",
    )
    nonce = forms.CharField(widget=forms.HiddenInput, initial=new_nonce)

    def __init__(self, *args: Any, years: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "academic_year", years)

    def basis(self) -> Basis:
        data = self.cleaned_data
        return Basis(data["issuer"], data["number"], data["issued_on"])


def version_key(version: RuleSetVersion) -> str:
    return f"{version.rule_set.code}:{version.number}"


def version_title(version: RuleSetVersion) -> str:
    return f"{version.rule_set.title}, ред. {version.number}"


def _choices(form: forms.Form, name: str, choices: list[Any]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices
