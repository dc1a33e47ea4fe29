"""Two schools with logins, and short ways through the services."""

import io

import pytest

from shnor_portal.imports.services import apply_batch, check_batch, upload_file
from tests.factories import SchoolFactory, add_code


@pytest.fixture
def schools(city):
    first = SchoolFactory.create(municipality=city, name="СОШ № 1")
    second = SchoolFactory.create(municipality=city, name="СОШ № 2")
    add_code(first, "fisoko", "edu990001")
    add_code(second, "fisoko", "edu990002")
    return first, second


@pytest.fixture
def upload(city, officer):
    """upload(bytes, name=…, target=…, **options) → batch."""

    def act(data, *, name="протокол.xlsx", target="results", **options):
        return upload_file(
            municipality=city, name=name, stream=io.BytesIO(data), target=target, by=officer, options=options
        )

    return act


@pytest.fixture
def checked(upload, officer):
    def act(data, **options):
        return check_batch(batch_id=upload(data, **options).public_id, by=officer)

    return act


@pytest.fixture
def applied(checked, officer):
    def act(data, *, skip_faulty=False, **options):
        return apply_batch(batch_id=checked(data, **options).public_id, skip_faulty=skip_faulty, by=officer)

    return act
