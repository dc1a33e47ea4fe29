"""Municipalities and people."""

import itertools

import factory

from shnor_portal.accounts.models import Municipality, RoleAssignment, User
from shnor_portal.accounts.permissions import Role

PASSWORD = "dlinnyy-parol-dlya-proverki"
_numbers = itertools.count(1)


class MunicipalityFactory(factory.django.DjangoModelFactory[Municipality]):
    class Meta:
        model = Municipality

    code = factory.Sequence(lambda n: f"city-{n}")
    name = factory.Sequence(lambda n: f"Город {n}")
    name_genitive = factory.LazyAttribute(lambda m: f"{m.name}а")
    region_name = "Примерная область"
    region_code = "99"
    time_zone = "Asia/Vladivostok"
    administration_name = "Администрация города"
    department_name = "Управление образования"
    department_genitive = "управления образования"
    head_position = "Начальник управления"
    head_position_genitive = "начальника управления"
    head_name = "А.Б. Примерова"


def make_user(role: Role, municipality: Municipality, school=None) -> User:
    """A person with one role; the password is `PASSWORD`."""
    user = User.objects.create_user(
        email=f"{role.value}-{next(_numbers)}@example.org", password=PASSWORD, full_name=f"{role.label} Тестовая"
    )
    RoleAssignment.objects.create(
        user=user, municipality=municipality, role=role, school_id=school.pk if school else None
    )
    return user
