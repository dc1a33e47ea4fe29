"""Limits hold for an account under many requests at the same moment."""

import pytest

from shnor_portal.accounts.models import UseCount
from shnor_portal.accounts.services.limits import Limit, seconds_to_wait
from tests.audit.concurrency import at_once


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_burst_gets_no_more_than_its_places(officer):
    limit = Limit("export", times=5, seconds=3600)
    waits = at_once(lambda _: seconds_to_wait(user=officer, limit=limit), 16)
    assert waits.count(0) == 5
    assert UseCount.objects.get().count == 5


@pytest.mark.django_db
def test_next_stretch_begins_anew_and_forgets_the_last(officer, time_machine):
    limit = Limit("export", times=1, seconds=60)
    time_machine.move_to("2026-03-01T12:00:10Z")
    assert seconds_to_wait(user=officer, limit=limit) == 0
    assert seconds_to_wait(user=officer, limit=limit) == 50
    time_machine.move_to("2026-03-01T12:01:00Z")
    assert seconds_to_wait(user=officer, limit=limit) == 0
    assert UseCount.objects.count() == 1
