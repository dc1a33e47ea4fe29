"""Forms of acts on a measure and on evidence."""

from datetime import date
from typing import Any

from django import forms

from roadmaps.forms.fields import DayField
from roadmaps.reference.reasons import ReasonKind, reason_choices

WORDS = forms.Textarea(attrs={"rows": 4})
NO_REASON = [("", "выберите причину")]
LONGEST = 4000


def choose_from(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give a field of choice what can be chosen."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class ActForm(forms.Form):
    """An act without questions; `version` is what the person looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class FinishForm(ActForm):
    """What was done, and when."""

    done_on = DayField(label="Выполнено")
    text = forms.CharField(
        label="Что сделано и что получилось",
        max_length=LONGEST,
        widget=WORDS,
        help_text="Результат лучше числом: сколько занятий проведено, как изменилась доля. Без фамилий учеников.",
    )


class TurnForm(FinishForm):
    """The same for one of several terms."""

    due_day = forms.TypedChoiceField(label="За какой срок", coerce=date.fromisoformat)
    field_order = ["version", "due_day", "done_on", "text"]

    def __init__(self, *args: Any, days: tuple[date, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "due_day", [(day.isoformat(), f"{day:%d.%m.%Y}") for day in days])


class NoteForm(ActForm):
    """How the work goes."""

    text = forms.CharField(label="Как идёт работа", max_length=LONGEST, widget=WORDS)


class WordForm(ActForm):
    """A word that may be left out."""

    text = forms.CharField(label="Комментарий", max_length=600, widget=WORDS, required=False)


class ReasonedForm(ActForm):
    """A reason from the book and words beside it."""

    reason_kind = ReasonKind.STATE_OVERRIDE
    reason_code = forms.ChoiceField(label="Причина")
    text = forms.CharField(label="Пояснение", max_length=600, widget=WORDS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "reason_code", [*NO_REASON, *reason_choices(self.reason_kind)])


class ReturnForm(ReasonedForm):
    """Why the measure goes back to the school."""

    reason_kind = ReasonKind.EVIDENCE_REJECTION


class ConfirmForm(ReasonedForm):
    """A confirmation; the reason is asked only when no evidence is accepted."""

    def __init__(self, *args: Any, needs_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Комментарий"
        if needs_reason:
            self.fields["reason_code"].label = "Почему без подтверждения"
        else:
            del self.fields["reason_code"]


class MoveTermForm(ReasonedForm):
    """The new term as people write it, with the reason."""

    reason_kind = ReasonKind.DATE_MOVE
    wording = forms.CharField(
        label="Новый срок", max_length=300, help_text="Как в плане: «до 15.12.2020», «январь 2021», «1 раз в месяц»."
    )
    field_order = ["version", "wording", "reason_code", "text"]


class EvidenceForm(forms.Form):
    """A file or a link, and what it shows."""

    title = forms.CharField(
        label="Что подтверждает", max_length=300, help_text="Например: «Приказ о наставничестве», «Новость о семинаре»."
    )
    link = forms.CharField(
        label="Ссылка",
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text="Если страница опубликована, файл не нужен.",
    )
    upload = forms.FileField(label="Файл", required=False)


class RejectForm(forms.Form):
    """Why an evidence does not fit."""

    reason_code = forms.ChoiceField(label="Причина")
    comment = forms.CharField(label="Пояснение для школы", max_length=600, widget=WORDS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "reason_code", [*NO_REASON, *reason_choices(ReasonKind.EVIDENCE_REJECTION)])


class BulkForm(forms.Form):
    """Chosen rows and what to do with them."""

    ACTS = [("confirm", "Подтвердить"), ("return", "Вернуть на доработку"), ("remind", "Напомнить школе")]

    act = forms.ChoiceField(label="Действие", choices=ACTS)
    reason_code = forms.ChoiceField(label="Причина возврата", required=False)
    text = forms.CharField(label="Пояснение", max_length=600, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "reason_code", [("", "нет"), *reason_choices(ReasonKind.EVIDENCE_REJECTION)])
