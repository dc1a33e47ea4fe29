"""The form of an anti-risk programme (DOMAIN §2.4, step 5)."""

from typing import Any

from django import forms

from roadmaps.forms.approval import area
from roadmaps.forms.fields import LinesField, VersionedForm

LINES = "Каждый пункт с новой строки."


class ProgrammeForm(VersionedForm):
    """Nothing but the name and the goal is demanded at once: the page says what is missing."""

    title = forms.CharField(label="Наименование программы", max_length=300)
    goal = forms.CharField(label="Цель", max_length=4000, widget=area(3))
    tasks = LinesField(label="Задачи", required=False, longest=600, help_text=LINES)
    target_indicators = LinesField(
        label="Целевые показатели (индикаторы)", required=False, longest=600, help_text=LINES
    )
    methods = forms.CharField(label="Методы сбора информации", max_length=4000, required=False, widget=area(3))
    period_wording = forms.CharField(label="Сроки реализации", max_length=200, required=False)
    expected_results = LinesField(label="Ожидаемые конечные результаты", required=False, longest=600, help_text=LINES)
    executors = forms.CharField(label="Исполнители", max_length=4000, required=False, widget=area(2))

    def texts(self) -> dict[str, Any]:
        """Fields of the programme."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
