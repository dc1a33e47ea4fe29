"""Forms of what is said around a case: application, interview and its minutes, concerns, notes."""

from datetime import datetime
from typing import Any

from django import forms

from roadmaps.forms.fields import DayField, LinesField, VersionedForm, text_field, year_field
from roadmaps.models import Interview
from roadmaps.reference.application import PROBLEM_AREAS, REQUESTED_SUPPORT
from roadmaps.reference.interview import InterviewTopic, agenda
from roadmaps.services.applications import ApplicationDraft
from roadmaps.services.interviews import Call, Decided, Minutes
from schools.models import School

MOST_DECISIONS = 40


class ApplicationForm(forms.Form):
    """A school's application; areas and kinds of help are ticked, the rest is said in words."""

    school = forms.ModelChoiceField(label="Школа", queryset=School.objects.none())
    academic_year = forms.TypedChoiceField(label="Учебный год", coerce=int)
    headcount = forms.IntegerField(label="Обучающихся в школе", min_value=1, max_value=20_000, required=False)
    problem_areas = forms.MultipleChoiceField(
        label="В чём трудности",
        choices=[(item.code, item.title) for item in PROBLEM_AREAS.values()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    problems = text_field("Опишите проблему", rows=5, longest=5_000)
    requested_support = forms.MultipleChoiceField(
        label="Какая помощь нужна",
        choices=[(item.code, item.title) for item in REQUESTED_SUPPORT.values()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    requested_measures = text_field("Какие меры вы предлагаете", rows=3, longest=3_000, required=False)
    self_diagnosis = text_field(
        "Самодиагностика", rows=4, longest=5_000, required=False, help_text="Что уже выяснили и пробовали сами."
    )
    contact_name = forms.CharField(label="С кем связаться", max_length=200)
    contact = forms.CharField(label="Телефон или почта", max_length=120)

    def __init__(self, *args: Any, schools: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"] = forms.ModelChoiceField(label="Школа", queryset=schools, empty_label=None)
        self.fields["academic_year"] = year_field(years)

    def draft(self) -> ApplicationDraft:
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("school", "academic_year")}
        return ApplicationDraft(**data)


class CallForm(VersionedForm):
    """When, where, about what, with whom."""

    topic = forms.ChoiceField(
        choices=[(topic.value, topic.label) for topic in InterviewTopic], widget=forms.HiddenInput
    )
    planned_at = forms.DateTimeField(
        label="День и время",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M"],
    )
    place = forms.CharField(label="Место", max_length=200, required=False)
    agenda = LinesField(
        label="Вопросы", rows=10, required=False, help_text="Каждый вопрос с новой строки. Типовые можно править."
    )
    participants = LinesField(label="Участники", rows=4, required=False, help_text="Должности, каждая с новой строки.")

    @classmethod
    def blank(cls, topic: InterviewTopic, version: int) -> "CallForm":
        """With the typical questions of the topic."""
        questions = [item.question for item in agenda(topic)]
        return cls(initial={"topic": topic.value, "agenda": questions, "version": version})

    def call(self, zone: Any) -> Call:
        """In the municipality's own zone, whatever the server's."""
        data = self.cleaned_data
        said: datetime = data["planned_at"]
        planned_at = said.replace(tzinfo=zone)
        return Call(planned_at, data["place"], data["agenda"], data["participants"])


class MinutesForm(VersionedForm):
    """What was heard and found; decisions are rows beside."""

    held_on = DayField(label="День собеседования")
    participants = LinesField(label="Участники", rows=4, required=False, help_text="Каждый с новой строки.")
    heard = text_field("Заслушали", rows=5, longest=10_000)
    problem_points = LinesField(label="Проблемные точки", rows=5, required=False, help_text="Каждая с новой строки.")
    chaired_by = forms.CharField(label="Председатель", max_length=200, required=False)
    minuted_by = forms.CharField(label="Протокол вёл", max_length=200, required=False)

    @classmethod
    def initial_of(cls, interview: Interview) -> dict[str, Any]:
        """What stands in the interview already."""
        zone = interview.case.municipality.zone
        names = ("participants", "heard", "problem_points", "chaired_by", "minuted_by", "version")
        held_on = interview.held_on or interview.planned_at.astimezone(zone).date()
        return {"held_on": held_on, **{name: getattr(interview, name) for name in names}}

    def minutes(self, decisions: list[Decided]) -> Minutes:
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Minutes(**data, decisions=decisions)


class DecisionForm(forms.Form):
    """One row of decisions; an empty one is left out."""

    key = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label="Решили", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    responsible = forms.CharField(label="Ответственный", max_length=300, required=False)
    due_on = DayField(label="Срок", required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("text") and (data.get("responsible") or data.get("due_on")):
            self.add_error("text", "Напишите, что решили.")
        return data


DecisionFormSet = forms.formset_factory(
    DecisionForm, extra=1, can_delete=True, max_num=MOST_DECISIONS, validate_max=True, absolute_max=MOST_DECISIONS * 2
)


def decided(formset: Any) -> list[Decided]:
    """Rows with words that nobody has ticked for deletion."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data]
    return [
        Decided(row["text"], row["responsible"], row["due_on"], row["key"])
        for row in rows
        if row.get("text") and not row.get("DELETE")
    ]


class ConcernForm(forms.Form):
    """A concern about the school."""

    text = text_field("Суть вопроса", longest=600)


class NoteForm(forms.Form):
    """A note on the case."""

    text = text_field("Заметка", rows=4, longest=5_000)
    is_restricted = forms.BooleanField(
        label="закрытая: прочтут только сотрудники управления, каждое открытие записывается", required=False
    )
