"""What people may do with jobs, on the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shnor_portal.accounts.permissions import Permission, Role
from shnor_portal.audit.models import AuditEntry
from shnor_portal.jobs.models import Job, JobState
from tests.factories import make_user
from tests.jobs.kinds import kind, queue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind():
    with kind("probe", lambda handle: {}, permission=Permission.IMPORT_DATA):
        yield


def post(client, job: Job, act: str):
    return client.post(reverse(f"jobs:{act}", args=[job.pk]), follow=True)


def test_waiting_job_is_cancelled_at_once(officer_client, officer, city):
    job = queue(city, by=officer, unique_key="k")
    page = post(officer_client, job, "cancel")
    assert "Задание отменено" in page.content.decode()
    job.refresh_from_db()
    assert (job.state, job.unique_key) == (JobState.CANCELLED, None)
    assert AuditEntry.objects.get(action="job.cancel").actor_id == officer.pk


def test_running_job_is_asked_to_stop(officer_client, officer, city):
    job = queue(city, by=officer)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempt=1)
    post(officer_client, job, "cancel")
    job.refresh_from_db()
    assert (job.state, job.cancel_requested) == (JobState.RUNNING, True)


def test_finished_job_is_not_cancelled(officer_client, officer, city):
    job = queue(city, by=officer)
    Job.objects.filter(pk=job.pk).update(state=JobState.SUCCEEDED)
    assert "уже закончено" in post(officer_client, job, "cancel").content.decode()
    assert Job.objects.get(pk=job.pk).state == JobState.SUCCEEDED


def test_colleague_with_the_right_may_and_one_without_may_not(client, officer, city):
    for role, expected in ((Role.MUNICIPAL_OFFICER, JobState.CANCELLED), (Role.MUNICIPAL_COORDINATOR, JobState.QUEUED)):
        job = queue(city, by=officer)
        client.force_login(make_user(role, city))
        page = post(client, job, "cancel").content.decode()
        assert Job.objects.get(pk=job.pk).state == expected
        assert ("другой человек" in page) == (expected == JobState.QUEUED)


def test_stranger_and_guest_get_no_further(client, stranger, city):
    job = queue(city)
    assert post(client, job, "cancel").redirect_chain[0][0].startswith("/account/login/")
    client.force_login(stranger)
    assert post(client, job, "cancel").status_code == 404
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED


def test_repeat_asked_twice_is_queued_once(officer_client, officer, city):
    job = queue(city, by=officer, arguments={"n": 1})
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED)
    for _ in range(2):
        post(officer_client, job, "repeat")
    again = Job.objects.exclude(pk=job.pk).get()
    assert (again.arguments, again.state, again.requested_by_id) == ({"n": 1}, JobState.QUEUED, officer.pk)


def test_kind_nobody_knows_any_more_is_not_repeated(officer_client, officer, city):
    job = queue(city, "forgotten", by=officer)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED)
    assert "нельзя повторить" in post(officer_client, job, "repeat").content.decode()


def test_list_takes_as_many_queries_for_three_as_for_one(officer_client, officer, city):
    def queries(rows: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            page = officer_client.get("/jobs/")
        assert page.content.decode().count("row-link") == rows
        return len(captured)

    queue(city, by=officer)
    one = queries(1)
    queue(city, by=make_user(Role.MUNICIPAL_OFFICER, city))
    queue(city)
    assert queries(3) == one


def test_progress_alone_is_asked_for_by_htmx(officer_client, officer, city):
    job = queue(city, by=officer)
    address = reverse("jobs:detail", args=[job.pk])
    part = officer_client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" in part
    assert "<html" not in part
    Job.objects.filter(pk=job.pk).update(state=JobState.SUCCEEDED)
    assert "every 2s" not in officer_client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_finished_job_tells_the_page_that_watched_it(officer_client, officer, city):
    job = queue(city, by=officer)
    address = reverse("jobs:detail", args=[job.pk])

    def told(page: str) -> dict[str, str]:
        asked = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
        answer = officer_client.get(address, headers=asked)
        return {name: answer[name] for name in ("HX-Refresh", "HX-Trigger") if name in answer}

    assert told(address) == {}
    Job.objects.filter(pk=job.pk).update(state=JobState.SUCCEEDED)
    assert told(address) == {"HX-Refresh": "true"}
    assert told("/orders/1/?page=2") == {"HX-Trigger": "job-finished"}
