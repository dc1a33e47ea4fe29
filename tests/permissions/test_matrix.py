"""Every route × method × role × placement answers as the table says, and every route is in the table."""

import pytest
from django.db import transaction
from django.test import override_settings

from shnor_portal.accounts.permissions import Permission, Role
from shnor_portal.cabinet.access.matrix import missing_routes, probes, stale_rows
from shnor_portal.cabinet.access.needs import Answer, Placement, expected
from shnor_portal.cabinet.access.probe import client_of
from shnor_portal.cabinet.access.routes import ROUTES
from shnor_portal.cabinet.access.world import build_world


def test_every_route_has_a_row():
    assert missing_routes() == []


def test_every_row_has_a_route():
    assert stale_rows() == []


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, files):
    """One set of sample rows for the whole table: every probe takes its own writes back."""
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files):
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            sample = build_world()
            for role in (None, *Role):
                client_of(sample, role)
            yield sample
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROUTES))
def test_route_answers_as_the_table_says(world, files, settings, name):
    settings.MEDIA_ROOT = files
    wrong = [
        f"{p.method} {p.role} {p.placement}: {p.status}, expected {answer}"
        for p, answer in probes(world, name)
        if p.answer != answer or p.status >= 500
    ]
    assert wrong == []


def test_the_table_tells_a_stranger_from_a_colleague():
    route = ROUTES["schools:detail"]
    admin = Role.SCHOOL_ADMIN
    assert expected(route, "GET", admin, Placement.OWN) == Answer.PASSED
    assert expected(route, "GET", admin, Placement.NEIGHBOUR) == Answer.ABSENT
    assert expected(route, "GET", admin, Placement.FOREIGN) == Answer.ABSENT
    assert expected(route, "GET", None, Placement.OWN) == Answer.SIGN_IN


def test_every_permission_is_given_to_some_role_and_used_by_some_route():
    used = {need for route in ROUTES.values() for need in (*route.methods.values(), route.row_need)}
    assert set(Permission) - used <= {Permission.VIEW_PUPIL_RESULTS, Permission.VIEW_RESULTS}
