"""Forms of the app."""

from typing import Any

from django import forms

from shnor_portal.accounts.models import User
from shnor_portal.notifications.kinds import all_kinds
from shnor_portal.notifications.models import NotificationPreference


class PreferencesForm(forms.Form):
    """A tick per kind of message: whether it also comes by e-mail."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = dict(NotificationPreference.objects.filter(user=user).values_list("kind", "by_mail"))
        for kind in all_kinds():
            self.fields[kind.code] = forms.BooleanField(
                label=kind.title, required=False, initial=chosen.get(kind.code, kind.by_mail)
            )

    def by_mail(self) -> dict[str, bool]:
        return {kind.code: self.cleaned_data[kind.code] for kind in all_kinds()}
