"""Fixtures every test may ask for: two cities, and a person of each role in the first."""

import pytest
from django.db import connection

from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Role
from shnor_portal.common.append_only import trigger_name
from tests.factories import MunicipalityFactory, SchoolFactory, make_user

pytest_plugins = [
    "tests.plugins.browser",
    "tests.plugins.database_mark",
    "tests.plugins.isolation",
    "tests.plugins.worker",
]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """On SQLite a test with real transactions is swept by DELETE, which the audit trail rightly refuses."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger_name('audit_auditentry', 'DELETE')}")


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Files of a test stay in its own folder, and passwords hash in no time.

    The second factor and the second asking for a password have tests of their own.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECOND_FACTOR = "optional"
    settings.ACCOUNT_REAUTHENTICATION_REQUIRED = False
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def city(db) -> Municipality:
    return MunicipalityFactory.create(code="gorod")


@pytest.fixture
def other_city(db) -> Municipality:
    return MunicipalityFactory.create(code="drugoy")


@pytest.fixture
def officer(city) -> User:
    return make_user(Role.MUNICIPAL_OFFICER, city)


@pytest.fixture
def stranger(other_city) -> User:
    """An officer of another city: everything of ours is absent for her."""
    return make_user(Role.MUNICIPAL_OFFICER, other_city)


@pytest.fixture
def school(city):
    return SchoolFactory(municipality=city)


@pytest.fixture
def school_admin(school) -> User:
    return make_user(Role.SCHOOL_ADMIN, school.municipality, school)


@pytest.fixture
def officer_client(client, officer):
    client.force_login(officer)
    return client
