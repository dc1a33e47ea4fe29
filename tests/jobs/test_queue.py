"""The way to the worker: what is sent, what is sent again, and what is queued once."""

from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from shnor_portal.common.refusals import Refusal
from shnor_portal.jobs.models import Job, JobState
from shnor_portal.jobs.services import jobs_to_send
from tests.jobs.kinds import queue

pytestmark = pytest.mark.django_db


def test_new_job_is_sent_once(city):
    job = queue(city)
    assert jobs_to_send() == [job.pk]
    assert jobs_to_send() == []
    job.refresh_from_db()
    assert (job.state, job.sent_at is not None) == (JobState.SENT, True)


@transaction.atomic
def queue_and_refuse(city) -> None:
    queue(city)
    raise Refusal("STATE", "Нельзя.")


def test_job_of_a_change_that_was_taken_back_does_not_exist(city):
    with pytest.raises(Refusal):
        queue_and_refuse(city)
    assert jobs_to_send() == []


def test_lost_message_is_sent_again_and_ever_more_rarely(city):
    """Minutes after queueing at which a job nobody takes is sent: the waits double, up to a quarter of an hour."""
    sent, start = [], timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        queue(city)
        for seconds in range(0, 3600, 10):
            clock.move_to(start + timedelta(seconds=seconds))
            if jobs_to_send():
                sent.append(seconds)
    assert sent[:2] == [0, 70]
    gaps = [later - earlier for earlier, later in pairwise(sent[1:])]
    assert gaps == sorted(gaps)
    assert len(sent) < 10


def test_lively_running_job_is_left_alone(city):
    job = queue(city)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, heartbeat_at=timezone.now() - timedelta(seconds=90), attempt=1
    )
    assert jobs_to_send() == []


@pytest.mark.parametrize("state", [JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED])
def test_finished_job_is_never_sent(city, state):
    job = queue(city)
    Job.objects.filter(pk=job.pk).update(state=state, sent_at=timezone.now() - timedelta(days=1))
    assert jobs_to_send() == []


def test_same_work_is_queued_once(city):
    assert queue(city, unique_key="k").pk == queue(city, unique_key="k").pk
    assert queue(city, unique_key=None).pk != queue(city, unique_key=None).pk
    assert Job.objects.count() == 3


def test_finished_work_can_be_queued_anew(city):
    first = queue(city, unique_key="k")
    Job.objects.filter(pk=first.pk).update(state=JobState.SUCCEEDED, unique_key=None)
    assert queue(city, unique_key="k").pk != first.pk
