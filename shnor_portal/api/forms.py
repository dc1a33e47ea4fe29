"""The form of a new token."""

from typing import Any

from django import forms

from shnor_portal.accounts.models import User
from shnor_portal.api.scopes import API_SCOPES
from shnor_portal.api.services.tokens import LONGEST_DAYS


class TokenForm(forms.Form):
    """What it is for, what it may, how long it lives. Rights to choose from are those the person holds."""

    title = forms.CharField(label="Для чего", max_length=120, help_text="Например: выгрузка в отчётную систему")
    days = forms.IntegerField(label="Срок, дней", min_value=1, max_value=LONGEST_DAYS, initial=90)
    scopes = forms.MultipleChoiceField(label="Что разрешено", widget=forms.CheckboxSelectMultiple)
    may_write = forms.BooleanField(
        label="Может изменять данные", required=False, help_text="Без этой отметки токен только читает"
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        held = [(scope.value, scope.label) for scope in API_SCOPES if user.has_perm(scope)]
        self.fields["scopes"].choices = held  # type: ignore[attr-defined]
