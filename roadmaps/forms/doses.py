"""Forms of the dose log."""

from typing import Any

from django import forms

from roadmaps.enums import SupportKind
from roadmaps.forms.fields import DayField, VersionedForm, text_field
from roadmaps.models import Measure, SupportDose

LONGEST_MINUTES = 60_000
MOST_PEOPLE = 10_000


def minutes_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=LONGEST_MINUTES, required=False)


class DosePlanForm(VersionedForm):
    """What is planned."""

    kind = forms.ChoiceField(label="Вид поддержки", choices=SupportKind.choices)
    title = forms.CharField(label="Что", max_length=300)
    provider = forms.CharField(label="Кто оказывает", max_length=300, required=False)
    measure = forms.ChoiceField(label="К какому мероприятию", required=False)
    planned_on = DayField(label="Когда, по плану", required=False)
    planned_minutes = minutes_field("Сколько минут, по плану")
    note = text_field("Примечание", required=False, rows=2)

    def __init__(self, *args: Any, measures: list[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measure"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "ни к какому"), *((str(row.pk), str(row)[:120]) for row in measures)]

    def values(self) -> dict[str, Any]:
        """Columns as the service takes them."""
        data = dict(self.cleaned_data)
        data.pop("version")
        measure = data.pop("measure")
        return {**data, "measure_id": int(measure) if measure else None}


class DoseDeliveryForm(VersionedForm):
    """What was given."""

    delivered_on = DayField(label="Когда оказана")
    delivered_minutes = minutes_field("Сколько минут")
    participants = forms.IntegerField(
        label="Участников от школы", min_value=0, max_value=MOST_PEOPLE, required=False, help_text="Только число."
    )
    note = text_field("Примечание", required=False, rows=2)

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data.pop("version")
        return data


class DoseCancelForm(VersionedForm):
    """Why it will not be given."""

    reason = text_field("Причина", rows=2)


def initial_of(dose: SupportDose) -> dict[str, Any]:
    """What is kept, for a form of the row."""
    names = ("kind", "title", "provider", "planned_on", "planned_minutes", "note", "version")
    given = ("delivered_on", "delivered_minutes", "participants")
    return {name: getattr(dose, name) for name in (*names, *given)} | {"measure": str(dose.measure_id or "")}
