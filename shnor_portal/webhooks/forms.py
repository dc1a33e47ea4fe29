"""Forms of the app."""

from typing import Any

from django import forms

from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.events import grouped_choices
from shnor_portal.webhooks.models import WebhookEndpoint
from shnor_portal.webhooks.rules.addresses import LONGEST_URL, parse_url


class EndpointForm(forms.Form):
    """Which system, at what address, told of what."""

    title = forms.CharField(label="Какая система", max_length=120, help_text="Например: электронный журнал школ")
    url = forms.CharField(
        label="Адрес",
        max_length=LONGEST_URL,
        help_text="Начинается с https://. Его даёт тот, кто ведёт другую систему.",
    )
    events = forms.MultipleChoiceField(
        label="О чём сообщать",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одно событие."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, instance: WebhookEndpoint | None = None, **kwargs: Any) -> None:
        if instance is not None:
            kwargs["initial"] = {name: getattr(instance, name) for name in ("title", "url", "events", "version")}
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = grouped_choices()  # type: ignore[attr-defined]

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        try:
            parse_url(url)
        except Refusal as refusal:
            raise forms.ValidationError(f"{refusal.message} {refusal.hint}", code=refusal.code) from refusal
        return url

    def told(self) -> dict[str, Any]:
        """Arguments of the service."""
        return {name: self.cleaned_data[name] for name in ("title", "url", "events")}


class RotateForm(forms.Form):
    """What becomes of the former secret."""

    keep_previous = forms.BooleanField(
        label="Прежний ключ действует ещё сутки",
        required=False,
        initial=True,
        help_text="Получатель успеет перейти на новый. Снимите отметку, если прежний ключ стал известен чужим.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
