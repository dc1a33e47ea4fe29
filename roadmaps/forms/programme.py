"""Forms of the programme: terms of a municipality and lines of the year's template."""

import re
from calendar import monthrange
from datetime import date
from typing import Any

from django import forms

from roadmaps.enums import Audience
from roadmaps.forms.fields import text_field
from roadmaps.models import Obligation, ProgrammeSettings
from roadmaps.reference.obligation_rules import SCHOOL_YEAR_MONTHS, MonthDay, RuleKind
from roadmaps.selectors.programme import Programme
from shnor_portal.common.workdays import OFF, WORK

_DAY_MONTH = re.compile(r"\A(\d{1,2})\.(\d{1,2})\Z")
_SPAN = re.compile(r"\A(?:с\s+)?(?:(\S+)\s*(?:по|до|—|–|-)\s*)?(?:до\s+)?(\S+)\Z", re.IGNORECASE)
_DAY_WORD = re.compile(r"\A(\d{1,2})\.(\d{1,2})\.(\d{4})\s+(выходной|рабочий)\Z", re.IGNORECASE)
_WORDS = {"выходной": OFF, "рабочий": WORK}
MOST_DAYS = 120


def month_day(text: str) -> MonthDay:
    """«15.11» as (11, 15). Raises ValidationError."""
    match = _DAY_MONTH.match(text.strip())
    day, month = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2000, month)[1]:
        raise forms.ValidationError(f"«{text.strip()}» — не день: пишите число и месяц, например 15.11.")
    return month, day


def as_text(pair: MonthDay | list[int]) -> str:
    month, day = pair
    return f"{min(day, monthrange(2001, month)[1]):02d}.{month:02d}"


class MonthDayField(forms.CharField):
    """A day without a year, «30.11»."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return month_day(text) if text else None


class DaysField(forms.CharField):
    """Numbers of days, «14, 7, 1»; gives them from the largest."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            days = sorted({int(part) for part in re.split(r"[,;\s]+", text) if part}, reverse=True)
        except ValueError as wrong:
            raise forms.ValidationError("Пишите числа через запятую, например 14, 7, 1.") from wrong
        if len(days) > 6 or any(not 0 <= day <= 90 for day in days):
            raise forms.ValidationError("Не больше шести чисел, каждое от 0 до 90.")
        return days


class SettingsForm(forms.Form):
    """Terms of the programme, all of them."""

    roadmap_due = MonthDayField(label="Школы сдают дорожные карты до", max_length=5, help_text="Число и месяц: 30.11.")
    quarter_1 = MonthDayField(label="Первая четверть заканчивается", max_length=5)
    quarter_2 = MonthDayField(label="Вторая четверть заканчивается", max_length=5)
    quarter_3 = MonthDayField(label="Третья четверть заканчивается", max_length=5)
    quarter_4 = MonthDayField(label="Четвёртая четверть заканчивается", max_length=5)
    reminder_days = DaysField(label="Напоминать за, дней", max_length=40, help_text="Через запятую: 14, 7, 1.")
    escalation_days = forms.IntegerField(
        label="Сообщать руководителю через, рабочих дней просрочки", min_value=1, max_value=60
    )
    has_deputies = forms.BooleanField(label="Приложения к программам визирует заместитель", required=False)
    day_overrides = forms.CharField(
        label="Свои выходные и рабочие дни",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="По одному в строке: «25.05.2021 выходной». Праздники и переносы России портал знает сам.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_day_overrides(self) -> dict[str, str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["day_overrides"].splitlines() if line.strip()]
        if len(lines) > MOST_DAYS:
            raise forms.ValidationError(f"Не больше {MOST_DAYS} дней.")
        return dict(sorted(_override(line) for line in lines))

    def fields_of_row(self) -> dict[str, Any]:
        """Columns of `ProgrammeSettings`."""
        told = self.cleaned_data
        return {
            "day_overrides": told["day_overrides"],
            "term_ends": [list(told[f"quarter_{number}"]) for number in (1, 2, 3, 4)],
            "roadmap_due": list(told["roadmap_due"]),
            "reminder_days": told["reminder_days"],
            "escalation_days": told["escalation_days"],
            "has_deputies": told["has_deputies"],
        }


def _override(line: str) -> tuple[str, str]:
    match = _DAY_WORD.match(line)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat(), _WORDS[match[4].lower()]
    except ValueError:
        match = None
    raise forms.ValidationError(f"«{line}» не прочитано: пишите «25.05.2021 выходной» или «25.05.2021 рабочий».")


def initial_of(programme: Programme, row: ProgrammeSettings | None) -> dict[str, Any]:
    """What the form shows at first: the terms in force."""
    ends = programme.terms.quarter_ends
    words = {mark: word for word, mark in _WORDS.items()}
    overrides = sorted(programme.workdays.overrides.items())
    return {
        "roadmap_due": as_text(programme.roadmap_due),
        **{f"quarter_{number}": as_text(end) for number, end in enumerate(ends, start=1)},
        "reminder_days": ", ".join(map(str, programme.reminder_days)),
        "escalation_days": programme.escalation_days,
        "has_deputies": programme.has_deputies,
        "day_overrides": "\n".join(f"{date.fromisoformat(day):%d.%m.%Y} {words[mark]}" for day, mark in overrides),
        "version": row.version if row else 0,
    }


class ObligationForm(forms.Form):
    """A line of the template. Days without a year; a monthly one names its day alone."""

    title = forms.CharField(label="Что делается", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    audience = forms.ChoiceField(label="Кто", choices=Audience.choices)
    repeat = forms.ChoiceField(label="Как часто", choices=[(kind.value, kind.label) for kind in RuleKind])
    spans = forms.CharField(
        label="Сроки",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="По одному в строке: «01.10 — 15.11» или «до 15.11».",
    )
    day = forms.IntegerField(
        label="Для ежемесячных: до какого числа", min_value=1, max_value=31, required=False, help_text="31 — последний."
    )
    reminder_days = DaysField(label="Напоминать за, дней", max_length=40, required=False)
    basis = forms.CharField(label="Основание", max_length=300, required=False)
    details = text_field("Пояснение", required=False, longest=2000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_spans(self) -> list[list[list[int]]]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["spans"].splitlines() if line.strip()]
        if len(lines) > 12:
            raise forms.ValidationError("Не больше двенадцати сроков.")
        return [_span(line) for line in lines]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("repeat") == RuleKind.MONTHLY:
            if not told.get("day"):
                self.add_error("day", "Укажите число месяца.")
        elif not told.get("spans") and "spans" not in self.errors:
            self.add_error("spans", "Укажите хотя бы один срок.")
        elif told.get("repeat") == RuleKind.WINDOW and len(told.get("spans") or []) > 1:
            self.add_error("spans", "Для «один раз в год» нужен один срок.")
        return told

    def fields_of_row(self) -> dict[str, Any]:
        """Columns of `Obligation` without the audience."""
        told = self.cleaned_data
        is_monthly = told["repeat"] == RuleKind.MONTHLY
        spans = [[[month, 1], [month, told["day"]]] for month in SCHOOL_YEAR_MONTHS] if is_monthly else told["spans"]
        return {
            "title": told["title"],
            "details": told["details"],
            "basis": told["basis"],
            "rule": {"kind": told["repeat"], "spans": spans},
            "reminder_days": told["reminder_days"] or [],
        }


def _span(line: str) -> list[list[int]]:
    match = _SPAN.match(line)
    if match is None:
        raise forms.ValidationError(f"«{line}» не прочитано: пишите «01.10 — 15.11» или «до 15.11».")
    last = month_day(match[2])
    first = month_day(match[1]) if match[1] else last
    return [list(first), list(last)]


def initial_of_obligation(row: Obligation) -> dict[str, Any]:
    """What the form shows of a stored line."""
    rule = row.rule if isinstance(row.rule, dict) else {}
    spans = rule.get("spans", [])
    is_monthly = rule.get("kind") == RuleKind.MONTHLY
    return {
        "title": row.title,
        "audience": row.audience,
        "repeat": rule.get("kind"),
        "spans": "" if is_monthly else "\n".join(f"{as_text(first)} — {as_text(last)}" for first, last in spans),
        "day": spans[0][1][1] if is_monthly and spans else None,
        "reminder_days": ", ".join(map(str, row.reminder_days)),
        "basis": row.basis,
        "details": row.details,
        "version": row.version,
    }
