"""Forms of the cabinet."""

from typing import Any

from django import forms

from schools.models import School
from shnor_portal.accounts.models import Municipality
from shnor_portal.accounts.permissions import Role


class NewPersonForm(forms.Form):
    """Who, and in which role; a school role needs a school."""

    email = forms.EmailField(label="Электронная почта", help_text="По ней человек входит в портал.")
    full_name = forms.CharField(label="Фамилия, имя, отчество", max_length=200)
    role = forms.ChoiceField(label="Роль", choices=Role.choices)

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = School.objects.of(municipality).active()
        self.fields["school"] = forms.ModelChoiceField(
            label="Школа", queryset=schools, required=False, help_text="Только для ролей школы.", empty_label="—"
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("role") and Role(data["role"]).is_school_role != bool(data.get("school")):
            self.add_error("school", "Роли школы нужна школа, ролям управления она не нужна.")
        return data

    def cleaned(self) -> dict[str, Any]:
        """Arguments of the service."""
        data = self.cleaned_data
        school = data["school"]
        return {
            "email": data["email"],
            "full_name": data["full_name"],
            "role": Role(data["role"]),
            "school_id": school.pk if school else None,
        }
