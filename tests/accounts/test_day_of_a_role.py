"""A role begins and ends by the day of its city: past midnight in Vladivostok it is still yesterday in UTC."""

import pytest
import time_machine

from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission, Role
from shnor_portal.accounts.selectors import holders
from shnor_portal.accounts.services import end_role, give_role
from tests.factories import make_user

pytestmark = pytest.mark.django_db
MOMENTS = ["2026-11-25T13:59:00Z", "2026-11-25T14:01:00Z", "2026-11-25T23:59:00Z", "2026-11-26T00:01:00Z"]


@pytest.mark.parametrize("moment", MOMENTS)
def test_role_given_holds_at_once_and_ended_is_gone_at_once(city, moment):
    administrator = make_user(Role.CITY_ADMINISTRATOR, city)
    newcomer = User.objects.create_user(email="new@example.org", full_name="Новая")
    with time_machine.travel(moment):
        given = give_role(user=newcomer, municipality=city, role=Role.OBSERVER, school_id=None, by=administrator)
        assert User.objects.get(pk=newcomer.pk).roles == {Role.OBSERVER}
        assert newcomer in holders(city.pk, Permission.VIEW_RULES)
        end_role(assignment_id=given.pk, by=administrator)
        assert User.objects.get(pk=newcomer.pk).roles == frozenset()
        assert newcomer not in holders(city.pk, Permission.VIEW_RULES)
