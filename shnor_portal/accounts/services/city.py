"""Opening a city on a new installation, with the person who will open accounts for the rest."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Role
from shnor_portal.accounts.services.people import open_account
from shnor_portal.common.refusals import Refusal

ABSENT = "этого поля в описании города быть не может"


def city_fields() -> dict[str, str]:
    """Fields a city is described by, with their Russian names."""
    fields = [field for field in Municipality._meta.concrete_fields if not field.primary_key]
    return {field.name: str(field.verbose_name) for field in fields}


@transaction.atomic
def open_city(*, description: Mapping[str, Any], administrator_email: str, full_name: str) -> tuple[Municipality, User]:
    """Create a municipality and its first administrator; the operator's command line is the only door here.

    The administrator has no password until she sets one. Raises what `create_municipality` raises.
    """
    city = create_municipality(description=description)
    user = open_account(
        municipality=city,
        email=administrator_email,
        full_name=full_name,
        role=Role.CITY_ADMINISTRATOR,
        school_id=None,
        by=None,
    )
    return city, user


@transaction.atomic
def create_municipality(*, description: Mapping[str, Any]) -> Municipality:
    """Create a municipality; the operator's command line is the only door here.

    `description` holds values of `city_fields()`. Raises Refusal CITY_DESCRIPTION with every fault of the
    description at once, CITY_EXISTS for a known code.
    """
    check_known_fields(description)
    city = Municipality(**description)
    if Municipality.objects.filter(code=city.code).exists():
        raise Refusal("CITY_EXISTS", f"Город с кодом «{city.code}» уже открыт.", "Людей заводит его администратор.")
    try:
        city.full_clean()
    except ValidationError as error:
        raise description_refusal({name: " ".join(texts) for name, texts in error.message_dict.items()}) from error
    city.save()
    return city


def check_known_fields(description: Mapping[str, Any]) -> None:
    """An unknown name is a slip of the pen, and what was meant by it would be lost."""
    unknown = {name: ABSENT for name in description if name not in city_fields()}
    if unknown:
        raise description_refusal(unknown)


def description_refusal(faults: Mapping[str, str]) -> Refusal:
    """All faults in one sentence each, by the names the operator wrote."""
    known = city_fields()
    told = "\n".join(
        f"  {name} ({known[name]}): {text}" if name in known else f"  {name}: {text}" for name, text in faults.items()
    )
    return Refusal("CITY_DESCRIPTION", f"Описание города неполно или неверно:\n{told}", status=400)
