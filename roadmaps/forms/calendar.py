"""Forms of the calendar: what to show, a tick, a new feed."""

from typing import Any

from django import forms

from roadmaps.rules.occurrence import OccurrenceKind
from roadmaps.selectors.calendar import Wanted

WHO = [("mine", "мои"), ("all", "все, что мне видны")]
STATES = [("", "любое"), ("late", "просрочено"), ("open", "не выполнено"), ("done", "выполнено")]


class CalendarForm(forms.Form):
    """Filters of the calendar. Without a choice a school's people see all, the department what is theirs."""

    who = forms.ChoiceField(label="Чьи сроки", choices=WHO, required=False)
    kind = forms.ChoiceField(label="Вид", choices=[("", "любой"), *OccurrenceKind.choices], required=False)
    state = forms.ChoiceField(label="Состояние", choices=STATES, required=False)
    school = forms.TypedChoiceField(label="Школа", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, schools: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(schools) > 1:
            choices = [("", "любая"), *((pk, name) for pk, name in schools)]
            self.fields["school"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["school"]

    @property
    def only_mine(self) -> bool:
        """Nonsense in the address counts as no choice."""
        return self._chosen("who") != "all"

    def wanted(self) -> Wanted:
        school_id = self._chosen("school")
        return Wanted(self._chosen("kind") or "", self._chosen("state") or "", school_id or None)

    def _chosen(self, name: str) -> Any:
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get(name)


class TickForm(forms.Form):
    """One time of an obligation; `back` is the query of the page the person was on."""

    obligation = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    school = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    due_on = forms.DateField()
    back = forms.CharField(required=False, max_length=600)


class FeedForm(forms.Form):
    """What the person calls the address: «Телефон», «Рабочий компьютер»."""

    title = forms.CharField(label="Где будет открыт календарь", max_length=120, initial="Телефон")
