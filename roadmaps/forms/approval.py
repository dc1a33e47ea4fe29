"""Forms of handing in, answering, remarks and publishing."""

from django import forms
from django.http import QueryDict

from roadmaps.forms.fields import VersionedForm
from roadmaps.reference.reasons import ReasonKind, reason_choices
from roadmaps.rules.plan_text import LABELS, SHOWN

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
RETURN_REASONS = reason_choices(ReasonKind.ROADMAP_RETURN)


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SubmitForm(VersionedForm):
    """A word that goes along with the roadmap."""

    note = forms.CharField(
        label="Сопроводительное слово",
        max_length=600,
        required=False,
        widget=area(3),
        help_text="Что изменилось с прошлого раза, на что обратить внимание. Его увидят те, кто рассматривает карту.",
    )


class ReturnForm(VersionedForm):
    """Why a roadmap goes back; remarks pinned to rows are a ground of their own."""

    reason_codes = forms.MultipleChoiceField(
        label="Причины", choices=RETURN_REASONS, required=False, widget=forms.CheckboxSelectMultiple
    )
    comment = forms.CharField(label="Комментарий школе", max_length=2000, required=False, widget=area(4))


class AgreeForm(VersionedForm):
    """A word with the agreement; while remarks are open it is what lets the roadmap through."""

    comment = forms.CharField(
        label="Комментарий",
        max_length=2000,
        required=False,
        widget=area(3),
        help_text="Обязателен, если остались незакрытые замечания.",
    )


class ActForm(forms.Form):
    """Number and date of the act that approves; both or neither."""

    number = forms.CharField(label="Номер акта", max_length=32, required=False)
    adopted_on = forms.DateField(label="Дата акта", required=False, widget=DAY)


class ApproveForm(VersionedForm, ActForm):
    """Approving one roadmap."""


class BulkApproveForm(ActForm):
    """Approving several by one act. «chosen» is sent once for each, as «key:version»; anything else chooses nothing."""

    def pairs(self) -> list[tuple[int, int]]:
        """Keys of roadmaps with the versions the person saw."""
        sent = self.data.getlist("chosen") if isinstance(self.data, QueryDict) else []
        found = (value.split(":") for value in sent if is_pair(value))
        return [(int(key), int(version)) for key, version in found]


def is_pair(value: str) -> bool:
    key, _, version = value.partition(":")
    return all(part.isascii() and part.isdigit() and len(part) <= 9 for part in (key, version))


class ReopenForm(VersionedForm):
    """Why a roadmap in force is opened."""

    reason = forms.CharField(
        label="Причина", max_length=600, widget=area(3), help_text="Останется в истории, её получит школа."
    )


class RemarkForm(forms.Form):
    """A remark to a row, a cell, or the whole roadmap."""

    measure = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
    field = forms.ChoiceField(
        label="К чему",
        required=False,
        choices=[("", "ко всей строке"), *((name, LABELS[name]) for name in SHOWN)],
    )
    reason_code = forms.ChoiceField(label="Причина", required=False, choices=[("", "без кода"), *RETURN_REASONS])
    text = forms.CharField(label="Что исправить", max_length=1000, widget=area(3))

    def for_whole(self) -> "RemarkForm":
        """Without the choice of a cell: the remark concerns the whole roadmap."""
        del self.fields["field"]
        return self


class AnswerForm(forms.Form):
    """What the school did about a remark."""

    answer = forms.CharField(label="Ответ", max_length=600, required=False, widget=area(2))
    is_resolved = forms.BooleanField(label="Исправлено", required=False)


class PublishForm(VersionedForm):
    """Where the roadmap stands on the school's site."""

    url = forms.URLField(
        label="Адрес страницы",
        max_length=500,
        assume_scheme="https",
        help_text="Страница или файл на сайте школы, где карту может прочитать каждый.",
    )


class SiteForm(forms.Form):
    """What a person saw when she opened the page herself."""

    found = forms.ChoiceField(
        label="Что вы увидели",
        choices=[("yes", "карта на месте"), ("no", "карта не открывается")],
        widget=forms.RadioSelect,
    )
