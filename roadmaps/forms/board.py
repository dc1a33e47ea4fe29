"""Acts on the chosen schools of the board."""

from typing import Any

from django import forms

from shnor_portal.accounts.models import User

ACTS = [("assign", "назначить координатора"), ("remind", "напомнить школам")]


class BoardActForm(forms.Form):
    """What to do with the chosen schools."""

    act = forms.ChoiceField(label="С отмеченными", choices=ACTS)
    coordinator = forms.TypedChoiceField(label="Координатор", coerce=int, empty_value=None, required=False)
    text = forms.CharField(label="Текст напоминания", max_length=600, required=False)

    def __init__(self, *args: Any, coordinators: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "не выбран"), *((person.pk, str(person)) for person in coordinators)]
        self.fields["coordinator"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("act") == "assign" and not told.get("coordinator"):
            self.add_error("coordinator", "Выберите координатора.")
        return told
