"""Nothing crosses the border of a municipality."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import F, ForeignKey

from shnor_portal.accounts.models import OwnedModel
from shnor_portal.common.integrity import Finding, integrity_check


def owned_models() -> list[type[OwnedModel]]:
    """Every table whose rows belong to a municipality."""
    return [model for model in apps.get_models() if issubclass(model, OwnedModel)]


@integrity_check(
    "accounts.municipality_of_parent", "Муниципалитет строки тот же, что у строки, на которую она ссылается"
)
def municipality_of_parent() -> Iterator[Finding]:
    """One query a foreign key between owned tables."""
    for model in owned_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and issubclass(field.related_model, OwnedModel):
                strayed = model._base_manager.filter(**{f"{field.name}__isnull": False}).exclude(
                    **{f"{field.name}__municipality_id": F("municipality_id")}
                )
                for pk in strayed.values_list("pk", flat=True).iterator():
                    yield Finding(f"{model._meta.label} {pk}", f"поле {field.name} ведёт в другой муниципалитет")
