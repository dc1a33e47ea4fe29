"""Forms of rules: a new version, and the simulator's knobs."""

import json
from collections.abc import Mapping
from typing import Any, cast

from django import forms

from diagnostics.enums import AssessmentKind
from diagnostics.procedures import ProcedureKey
from diagnostics.selection.definition import (
    AnyOf,
    Attempts,
    BiasedResults,
    CountLow,
    RepeatLow,
    RuleDefinition,
    SmallCohorts,
)
from schools.enums import SchoolKind
from shnor_portal.common.years import format_academic_year

OFFERED = [
    *(f"VPR-{grade}-{subject}" for grade in (4, 5, 6, 7, 8, 10) for subject in ("RU", "MA")),
    "OGE-9-RU", "OGE-9-MA", "EGE-11-RU", "EGE-11-MA-PROFILE", "EGE-11-MA-BASE",
]  # fmt: skip
ATTEMPTS = {Attempts.FIRST: "первые попытки", Attempts.FINAL: "итоговые, после пересдач"}
SMALL = {
    SmallCohorts.UNKNOWN: "считать отсутствием данных",
    SmallCohorts.SET_ASIDE: "не учитывать вовсе",
}
BIASED = {
    BiasedResults.KEEP_AND_FLAG: "учитывать и отмечать",
    BiasedResults.LOW_ONLY: "учитывать, только если результат низкий",
}


class RuleVersionForm(forms.Form):
    """What an officer changes in a rule. A condition the fields can't express is kept and edited as JSON."""

    threshold = forms.DecimalField(
        label="Порог доли не преодолевших, %", min_value=0, max_value=100, decimal_places=4, localize=True
    )
    at_least = forms.IntegerField(label="Сколько процедур должны быть низкими за год", min_value=1, max_value=100)
    repeat = forms.BooleanField(label="или одна и та же процедура низкая два года подряд", required=False)
    procedures = forms.MultipleChoiceField(label="Процедуры", widget=forms.CheckboxSelectMultiple)
    min_participants = forms.IntegerField(label="Наименьшее число участников", min_value=1, max_value=1000)
    small_cohorts = forms.ChoiceField(
        label="Если участников меньше", choices=[(key.value, text) for key, text in SMALL.items()]
    )
    warn_below = forms.IntegerField(label="Предупреждать о малой группе, если участников меньше", min_value=0)
    attempts = forms.ChoiceField(
        label="Какие результаты ГИА считать", choices=[(key.value, text) for key, text in ATTEMPTS.items()]
    )
    biased_results = forms.ChoiceField(
        label="Результаты с признаками необъективности",
        choices=[(key.value, text) for key, text in BIASED.items()],
    )
    excluded_kinds = forms.MultipleChoiceField(
        label="Не рассматривать школы", choices=SchoolKind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    levels = forms.CharField(
        label="Уровни по числу низких процедур",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="По одному в строке: название и с какого числа процедур. Например: высокий риск 4",
    )
    condition = forms.CharField(
        label="Условие включения в виде JSON",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Для условий сложнее полей выше. Если заполнено, поля о числе процедур и повторе не действуют",
    )
    note = forms.CharField(label="Что изменено и почему", max_length=300)

    def __init__(self, data: Mapping[str, Any] | None, *, base: RuleDefinition) -> None:
        super().__init__(data, initial=initial_of(base))
        self.base = base
        offered = dict.fromkeys([*OFFERED, *(procedure.code for procedure in base.procedures)])
        field = cast(forms.MultipleChoiceField, self.fields["procedures"])
        field.choices = grouped(ProcedureKey.parse(code) for code in offered)

    def clean_condition(self) -> Any:
        """The condition as data, or None when the fields above speak."""
        text = self.cleaned_data["condition"].strip()
        if not text:
            return None
        try:
            return json.loads(text)
        except ValueError as wrong:
            raise forms.ValidationError("Это не JSON: проверьте скобки и кавычки.") from wrong

    def clean_levels(self) -> list[dict[str, Any]]:
        """«высокий риск 4» → a level of the rule; codes of known titles are kept."""
        known = {band.title: band.code for band in self.base.levels}
        rows = [line.strip() for line in self.cleaned_data["levels"].splitlines() if line.strip()]
        return [read_level(row, known, number) for number, row in enumerate(rows, start=1)]

    def definition(self) -> dict[str, Any]:
        """The new version as JSON data; whether it holds together, `read_definition` says."""
        data = self.cleaned_data
        return {
            **self.base.to_json(),
            "low": {**self.base.to_json()["low"], "value": str(data["threshold"])},
            "combine": data["condition"] or combined(data["at_least"], data["repeat"]),
            "procedures": data["procedures"],
            "min_participants": data["min_participants"],
            "small_cohorts": data["small_cohorts"],
            "warn_below": data["warn_below"],
            "attempts": data["attempts"],
            "biased_results": data["biased_results"],
            "exclude_school_kinds": data["excluded_kinds"],
            "levels": data["levels"],
        }


class SimulatorForm(forms.Form):
    """The knobs of a trial, all in the address, so that a trial can be sent to a colleague."""

    academic_year = forms.TypedChoiceField(label="Перечень на", coerce=int)
    threshold = forms.DecimalField(label="Порог, %", min_value=0, max_value=100, decimal_places=4, localize=True)
    at_least = forms.IntegerField(label="Процедур не меньше", min_value=1, max_value=100)
    min_participants = forms.IntegerField(label="Участников не меньше", min_value=1, max_value=1000)
    repeat = forms.BooleanField(label="или одна два года подряд", required=False)

    def __init__(self, *args: Any, results_years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["academic_year"])
        field.choices = [(year + 1, format_academic_year(year + 1)) for year in results_years]


def initial_of(rule: RuleDefinition) -> dict[str, Any]:
    """The fields as the rule has them."""
    at_least, repeat, is_simple = simple_condition(rule)
    return {
        "threshold": rule.low.value,
        "at_least": at_least,
        "repeat": repeat,
        "condition": "" if is_simple else json.dumps(rule.to_json()["combine"], ensure_ascii=False, indent=1),
        "procedures": [procedure.code for procedure in rule.procedures],
        "min_participants": rule.min_participants,
        "small_cohorts": rule.small_cohorts.value,
        "warn_below": rule.warn_below,
        "attempts": rule.attempts.value,
        "biased_results": rule.biased_results.value,
        "excluded_kinds": list(rule.exclude_school_kinds),
        "levels": "\n".join(f"{band.title} {band.min_low}" for band in rule.levels),
    }


def simple_condition(rule: RuleDefinition) -> tuple[int, bool, bool]:
    """Number of low procedures, the repeat clause, and whether these two say all there is in the condition."""
    items = rule.combine.items if isinstance(rule.combine, AnyOf) else (rule.combine,)
    counts = [item for item in items if isinstance(item, CountLow)]
    at_least = counts[0].at_least if counts else 2
    simple = {(CountLow(at_least),), (CountLow(at_least), RepeatLow(2))}
    return at_least, any(isinstance(item, RepeatLow) for item in items), tuple(items) in simple


def combined(at_least: int, repeat: bool) -> dict[str, Any]:
    """The condition of the two fields as JSON data."""
    count = {"count_low_at_least": at_least, "distinct": "procedure", "same_year": True}
    again = {"same_procedure_low_years": 2, "consecutive": True}
    return {"any": [count, again] if repeat else [count]}


def read_level(row: str, known: Mapping[str, str], number: int) -> dict[str, Any]:
    """One line of levels. Raises ValidationError naming the line."""
    title, _, least = row.rpartition(" ")
    if not title.strip() or not least.isdecimal():
        raise forms.ValidationError(f"Строка {number}: напишите название и число, например «высокий риск 4».")
    return {"code": known.get(title.strip(), f"level-{number}"), "title": title.strip(), "min_low": int(least)}


def grouped(keys: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of procedures under the name of their kind."""
    groups: dict[str, list[tuple[str, str]]] = {kind.label: [] for kind in AssessmentKind}
    for key in keys:
        groups[key.kind.label].append((key.code, key.short_title))
    return [(label, choices) for label, choices in groups.items() if choices]
