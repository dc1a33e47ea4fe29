"""Forms of the app."""

from typing import Any

from django import forms

from reports.models import Order


class OrderForm(forms.ModelForm):
    """The text of a draft; one clause a paragraph."""

    clauses = forms.CharField(
        label="Пункты",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Каждый пункт с новой строки, без номеров: номера расставит документ.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Order
        fields = [
            "title",
            "preamble",
            "signer_position",
            "signer_name",
            "is_acting",
            "executor_name",
            "executor_contact",
        ]
        widgets = {"title": forms.Textarea(attrs={"rows": 3}), "preamble": forms.Textarea(attrs={"rows": 4})}

    field_order = ["title", "preamble", "clauses", "signer_position", "signer_name", "is_acting"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["clauses"].initial = "\n".join(self.instance.items)
            self.fields["version"].initial = self.instance.version

    def clean_clauses(self) -> list[str]:
        clauses = [" ".join(line.split()) for line in self.cleaned_data["clauses"].splitlines() if line.strip()]
        if len(clauses) > 50 or any(len(clause) > 4000 for clause in clauses):
            raise forms.ValidationError("Не больше 50 пунктов, каждый не длиннее 4000 знаков.")
        return clauses

    def texts(self) -> dict[str, Any]:
        """Arguments of the service."""
        data = dict(self.cleaned_data)
        data.pop("version")
        return {**data, "items": data.pop("clauses")}


class RegisterForm(forms.Form):
    """Number and date from the register of orders."""

    number = forms.CharField(
        label="Номер приказа", max_length=32, help_text="Как в журнале регистрации, например 316-а."
    )
    registered_on = forms.DateField(label="Дата", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CancelForm(forms.Form):
    """Why an order is taken out of force."""

    reason = forms.CharField(label="Причина отмены", max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
