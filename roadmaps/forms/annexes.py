"""Forms of annexes to work programmes and of counts of routes."""

from collections.abc import Iterable
from typing import Any

from django import forms

from diagnostics.enums import Subject
from roadmaps.enums import HoursSource
from roadmaps.forms.fields import DayField, LinesField, VersionedForm, text_field, year_field
from roadmaps.models import ProgrammeAnnex
from roadmaps.reference.annex import ASSESSMENT_KINDS, HOURS_SOURCES
from roadmaps.services.annexes import MOST_HOURS, MOST_ROWS, AnnexContent, AnnexDraft, AnnexPeople
from roadmaps.services.pupil_routes import RouteCounts
from shnor_portal.accounts.models import User

SOURCES = [(source.value, HOURS_SOURCES[source].title) for source in HoursSource]
KINDS = [(kind.code, kind.title.lower()) for kind in ASSESSMENT_KINDS.values()]
GRADES = [(grade, f"{grade} класс") for grade in range(1, 12)]


def people_choices(people: Iterable[User], blank: str) -> list[tuple[str, str]]:
    return [("", blank), *((str(person.pk), str(person)) for person in people)]


class PeopleForm(VersionedForm):
    """Who reads the annex before the head does."""

    association = forms.CharField(label="Методическое объединение", max_length=200, required=False)
    association_reader = forms.TypedChoiceField(label="Рассматривает на ШМО", coerce=int, required=False)
    deputy_reader = forms.TypedChoiceField(
        label="Согласует заместитель",
        coerce=int,
        required=False,
        help_text="Если заместителя нет, приложение идёт от ШМО сразу к руководителю.",
    )

    def __init__(self, *args: Any, readers: list[User], deputies: list[User], has_deputies: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._choose("association_reader", people_choices(readers, "не назначен"))
        if has_deputies:
            self._choose("deputy_reader", people_choices(deputies, "нет"))
        else:
            del self.fields["deputy_reader"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def people(self) -> AnnexPeople:
        data = self.cleaned_data
        return AnnexPeople(data["association"], data["association_reader"] or None, data.get("deputy_reader") or None)


class OpenAnnexForm(PeopleForm):
    """For whom, which subject and class, and who reads."""

    teacher = forms.TypedChoiceField(label="Учитель", coerce=int)
    academic_year = forms.TypedChoiceField(label="Учебный год", coerce=int)
    subject = forms.ChoiceField(label="Предмет", choices=Subject.choices)
    class_group = forms.CharField(label="Класс", max_length=12, help_text="Например, 7Б.")
    field_order = (
        "teacher",
        "academic_year",
        "subject",
        "class_group",
        "association",
        "association_reader",
        "deputy_reader",
    )

    def __init__(self, *args: Any, teachers: list[User], years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("teacher", [(str(person.pk), str(person)) for person in teachers])
        self.fields["academic_year"] = year_field(years)

    def draft(self) -> AnnexDraft:
        data = self.cleaned_data
        return AnnexDraft(data["teacher"], data["subject"], data["class_group"], self.people())


class ContentForm(VersionedForm):
    """What the teacher writes beside the topics."""

    skills = LinesField(
        label="Несформированные умения", rows=5, required=False, help_text="Каждое с новой строки, можно с кодами."
    )
    hours_source = forms.ChoiceField(label="Источник часов", choices=[("", "не выбран"), *SOURCES], required=False)
    note = text_field("Пояснение", rows=3, longest=3_000, required=False)

    @classmethod
    def initial_of(cls, annex: ProgrammeAnnex) -> dict[str, Any]:
        return {name: getattr(annex, name) for name in ("skills", "hours_source", "note", "version")}

    def content(self, rows: list[dict[str, Any]]) -> AnnexContent:
        data = self.cleaned_data
        return AnnexContent(data["skills"], rows, data["hours_source"], data["note"])


class TopicForm(forms.Form):
    """A topic with its lessons and hours; an empty row is left out."""

    topic = forms.CharField(label="Тема", max_length=600, required=False)
    skill = forms.CharField(label="Умение", max_length=600, required=False)
    lessons = forms.CharField(label="Номера уроков", max_length=200, required=False)
    hours = forms.IntegerField(label="Часы", min_value=0, max_value=MOST_HOURS, required=False)
    assessment = forms.MultipleChoiceField(
        label="Оценка", choices=KINDS, widget=forms.CheckboxSelectMultiple, required=False
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        said = any(data.get(name) for name in ("skill", "lessons", "hours", "assessment"))
        if not data.get("topic") and said and not data.get("DELETE"):
            self.add_error("topic", "Назовите тему.")
        return data


TopicFormSet = forms.formset_factory(
    TopicForm, extra=1, can_delete=True, max_num=MOST_ROWS, validate_max=True, absolute_max=MOST_ROWS * 2
)


def topics(formset: Any) -> list[dict[str, Any]]:
    """Rows with a topic that nobody has ticked for deletion."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data]
    kept = [row for row in rows if row.get("topic") and not row.get("DELETE")]
    return [{name: value for name, value in row.items() if name != "DELETE"} for row in kept]


class PassForm(VersionedForm):
    """When it was read, and the number of the minutes."""

    held_on = DayField(label="День рассмотрения", required=False)
    protocol = forms.CharField(label="Номер протокола", max_length=60, required=False)


class ReturnForm(VersionedForm):
    """What the teacher should mend."""

    reason = text_field("Что исправить", rows=4)


class SiteForm(VersionedForm):
    """Where it stands on the school's site."""

    site_url = forms.URLField(label="Адрес страницы", max_length=500, assume_scheme="https")


class RouteForm(VersionedForm):
    """Counts of a day. Names are nowhere here, nor should they be."""

    opened = forms.IntegerField(label="Маршрутов открыто", min_value=0, max_value=2_000)
    finished = forms.IntegerField(label="Из них завершено", min_value=0, max_value=2_000)
    as_of = DayField(label="На дату")


class NewRouteForm(RouteForm):
    """A grade and a subject to begin with."""

    academic_year = forms.TypedChoiceField(label="Учебный год", coerce=int)
    grade = forms.TypedChoiceField(label="Параллель", choices=GRADES, coerce=int)
    subject = forms.ChoiceField(label="Предмет", choices=Subject.choices)
    field_order = ("academic_year", "grade", "subject", "opened", "finished", "as_of")

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["academic_year"] = year_field(years)

    def counts(self) -> RouteCounts:
        names = ("grade", "subject", "opened", "finished", "as_of")
        return RouteCounts(**{name: self.cleaned_data[name] for name in names})
