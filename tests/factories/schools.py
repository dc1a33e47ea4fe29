"""Schools and their codes."""

import factory

from schools.models import School, SchoolCode
from shnor_portal.common.text import fold
from tests.factories.people import MunicipalityFactory


class SchoolFactory(factory.django.DjangoModelFactory[School]):
    class Meta:
        model = School

    municipality = factory.SubFactory(MunicipalityFactory)
    name = factory.Sequence(lambda n: f"СОШ № {n}")
    full_name = factory.LazyAttribute(lambda s: f"Муниципальное учреждение «{s.name}»")
    search_name = factory.LazyAttribute(lambda s: fold(f"{s.name} {s.full_name}"))


def add_code(school: School, system: str, value: str, **fields) -> SchoolCode:
    return SchoolCode.objects.create(
        municipality=school.municipality, school=school, system=system, value=value, raw=value, **fields
    )
