"""Reports that arrive at the same moment: one wins, and one key is one report."""

import pytest

from roadmaps.models import ProgressReport
from shnor_portal.accounts.permissions import Role
from shnor_portal.webhooks.models import WebhookDelivery
from tests.api.conftest import ROOT, client_with, token_for
from tests.audit.concurrency import at_once
from tests.factories import make_user
from tests.roadmaps.doing.builders import measure_of, plan_in_force
from tests.webhooks.builders import connected

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
REPORT = {"text": "Проведено три занятия", "done_on": "2020-11-27"}


@pytest.fixture
def report(school, school_admin):
    """A call that reports the measure as it was before anybody reported."""
    address = f"{ROOT}measures/{measure_of(plan_in_force(school)).pk}/"
    secret = token_for(school_admin)
    tag = client_with(secret).get(address)["ETag"]

    def send(**headers):
        return client_with(secret).post(f"{address}finish/", REPORT, HTTP_IF_MATCH=tag, **headers).status_code

    return send


def test_of_reports_on_one_state_one_wins(report):
    answers = at_once(lambda _: report(), 8)
    assert sorted(answers) == [200, *[409] * 7]
    assert ProgressReport.objects.count() == 1


def test_one_key_is_one_report_and_one_message(report, city):
    connected(city, make_user(Role.CITY_ADMINISTRATOR, city), events=["measure.finished"])
    answers = at_once(lambda _: report(HTTP_IDEMPOTENCY_KEY="journal-2020-11-27"), 8)
    assert answers == [200] * 8
    assert (ProgressReport.objects.count(), WebhookDelivery.objects.count()) == (1, 1)
