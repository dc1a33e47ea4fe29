"""Forms of a support case."""

from typing import Any

from django import forms

from diagnostics.models import RiskList
from roadmaps.enums import CaseOutcome, RiskLevel
from roadmaps.forms.fields import VersionedForm, text_field, year_field
from roadmaps.models import CaseRisk, RiskFactor, SupportCase, SupportFormat
from roadmaps.reference.reasons import ReasonKind, reason_choices
from roadmaps.services.conclusions import RECOMMENDED
from schools.models import School
from shnor_portal.accounts.models import User


class ActForm(VersionedForm):
    """An act without words."""


class ReasonForm(VersionedForm):
    """An act that says why."""

    reason = text_field("Причина")


class CodedReasonForm(VersionedForm):
    """A reason of the reference book, and words beside it."""

    reason_code = forms.ChoiceField(label="Причина")
    comment = text_field("Пояснение", required=False, longest=500)

    def __init__(self, *args: Any, kind: ReasonKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason_code"] = forms.ChoiceField(
            label="Причина", choices=[("", "выберите"), *reason_choices(kind)]
        )


class OpenByListForm(forms.Form):
    """Whose schools enter."""

    risk_list = forms.ModelChoiceField(label="Перечень", queryset=RiskList.objects.none())

    def __init__(self, *args: Any, lists: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["risk_list"] = forms.ModelChoiceField(label="Перечень", queryset=lists)


class OpenCaseForm(forms.Form):
    """One school by a decision of the department."""

    school = forms.ModelChoiceField(label="Школа", queryset=School.objects.none())
    academic_year = forms.TypedChoiceField(label="Учебный год", coerce=int)
    reason = text_field("Основание", help_text="Например: решение координационного совета от 12.10.2020, протокол № 4.")

    def __init__(self, *args: Any, schools: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"] = forms.ModelChoiceField(label="Школа", queryset=schools, empty_label="выберите")
        self.fields["academic_year"] = year_field(years)


class FormatForm(VersionedForm):
    """The format of support and why; those meant for a second year stand first."""

    support_format = forms.ModelChoiceField(label="Формат поддержки", queryset=SupportFormat.objects.none())
    reason = text_field("Почему он подходит этой школе")

    def __init__(self, *args: Any, formats: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ordered = formats.active().order_by("-for_second_year", "pk")
        self.fields["support_format"] = forms.ModelChoiceField(
            label="Формат поддержки", queryset=ordered, empty_label="выберите"
        )


class AssignForm(VersionedForm):
    """Who looks after the case."""

    person = forms.TypedChoiceField(label="Кто", coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "никто"), *((person.pk, str(person)) for person in people)]
        self.fields["person"] = forms.TypedChoiceField(
            label="Кто", choices=choices, coerce=int, required=False, empty_value=None
        )


class DeficitForm(forms.Form):
    """A procedure the list did not name."""

    procedure = forms.ChoiceField(label="Процедура")
    note = text_field("Пояснение", required=False)

    def __init__(self, *args: Any, procedures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedure"] = forms.ChoiceField(label="Процедура", choices=[("", "выберите"), *procedures])


class RiskForm(forms.Form):
    """Significance of a factor and why."""

    factor = forms.ModelChoiceField(label="Риск-фактор", queryset=RiskFactor.objects.none())
    level = forms.TypedChoiceField(label="Значимость", choices=RiskLevel.choices, coerce=RiskLevel)
    reason = text_field("Обоснование", help_text="Что вы видите и откуда это известно: числа, наблюдения, документы.")

    def __init__(self, *args: Any, case: SupportCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        factors = RiskFactor.objects.active().filter(municipality_id=case.municipality_id)
        self.fields["factor"] = forms.ModelChoiceField(label="Риск-фактор", queryset=factors, empty_label="выберите")


class VerifyForm(forms.Form):
    """What verification with the school showed."""

    level = forms.TypedChoiceField(label="Значимость после верификации", choices=RiskLevel.choices, coerce=RiskLevel)
    reason = text_field("Что показала верификация")

    @classmethod
    def of(cls, risk: CaseRisk) -> "VerifyForm":
        """Filled with what stands there."""
        initial = {"level": risk.current_level, "reason": risk.verified_reason}
        return cls(initial=initial, auto_id=f"verify_{risk.pk}_%s")


class ConclusionForm(VersionedForm):
    """An expert's conclusion."""

    text = text_field("Заключение", rows=8, longest=20_000, help_text="Что сделано, что получилось и почему.")
    effect = text_field("Что изменилось", rows=4, longest=5_000, required=False)
    recommendation = forms.ChoiceField(
        label="Рекомендация",
        choices=[("", "не выбрана"), *((one.value, CaseOutcome(one).label) for one in RECOMMENDED)],
        required=False,
    )
