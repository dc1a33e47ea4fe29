"""How a job ends: well, refused, broken, cancelled, or taken from a worker that fell silent."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from shnor_portal.common.refusals import Refusal
from shnor_portal.jobs.handle import JobHandle, JobTaken
from shnor_portal.jobs.models import Job, JobState
from shnor_portal.jobs.pulse import pulse
from shnor_portal.jobs.services import jobs_to_send, run_job
from shnor_portal.jobs.services.run import claim, finish
from shnor_portal.jobs.signals import job_finished
from tests.jobs.kinds import kind, queue

pytestmark = pytest.mark.django_db


def taken(job: Job) -> Job:
    """The job in the hands of a worker."""
    held = claim(job.pk)
    assert held is not None
    return held


def states(job: Job) -> tuple[str, str]:
    job.refresh_from_db()
    return job.state, job.error_code


def test_result_and_progress_are_kept(city):
    def work(handle, number):
        handle.progress(1, 2, "Полпути")
        return {"number": number}

    job = queue(city, arguments={"number": 7}, unique_key="only")
    with kind("probe", work):
        run_job(job.pk)
    assert states(job) == (JobState.SUCCEEDED, "")
    assert (job.result, job.done, job.total, job.percent, job.message) == ({"number": 7}, 1, 2, 50, "Полпути")
    assert job.started_at is not None
    assert job.finished_at is not None
    assert job.finished_at >= job.started_at
    assert job.unique_key is None


def test_refusal_is_told_in_its_own_words(city):
    def work(handle):
        raise Refusal("NO_DATA_ROWS", "Строк нет.", "Заполните форму.")

    job = queue(city)
    with kind("probe", work):
        run_job(job.pk)
    assert states(job) == (JobState.FAILED, "NO_DATA_ROWS")
    assert job.error_text == "Строк нет. Заполните форму."


def test_breakage_is_told_without_its_insides(city):
    job = queue(city)
    with kind("probe", lambda handle: 1 / 0):
        run_job(job.pk)
    assert states(job) == (JobState.FAILED, "INTERNAL")
    assert "division" not in job.error_text


def test_finished_job_is_not_run_again(city):
    runs = []

    def work(handle):
        runs.append(1)
        return {}

    job = queue(city)
    with kind("probe", work):
        run_job(job.pk)
        run_job(job.pk)
    assert runs == [1]


def test_running_job_is_not_run_by_a_second_worker(city):
    runs = []

    def work(handle):
        runs.append(1)
        run_job(handle.job_id)
        return {}

    job = queue(city)
    with kind("probe", work):
        run_job(job.pk)
    assert runs == [1]


def test_cancelling_stops_between_two_steps(city):
    steps = []

    def work(handle):
        for step in range(3):
            steps.append(step)
            Job.objects.filter(pk=handle.job_id).update(cancel_requested=True)
            handle.progress(step, 3)

    job = queue(city)
    with kind("probe", work):
        run_job(job.pk)
    assert steps == [0]
    assert states(job) == (JobState.CANCELLED, "")


def test_silent_worker_loses_the_job_and_cannot_finish_it(city):
    job = queue(city)
    first = taken(job)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=3))
    assert jobs_to_send() == [job.pk]
    second = taken(job)
    assert (first.attempt, second.attempt) == (1, 2)
    with pytest.raises(JobTaken):
        JobHandle(first).progress(1, 2)
    finish(first, state=JobState.FAILED)
    assert states(job) == (JobState.RUNNING, "")
    finish(second, state=JobState.SUCCEEDED, result={"by": 2})
    assert states(job) == (JobState.SUCCEEDED, "")


def test_third_lost_worker_is_the_last(city):
    job = queue(city)
    for _ in range(2):
        claim(job.pk)
        Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=3))
        assert jobs_to_send() == [job.pk]
    claim(job.pk)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=3))
    assert jobs_to_send() == []
    assert states(job) == (JobState.FAILED, "WORKER_LOST")
    assert jobs_to_send() == []


def test_work_asked_for_while_it_runs_is_done_once_more(city):
    seen: list[int] = []

    def work(handle):
        seen.append(len(seen))
        if len(seen) == 1:
            assert queue(city, unique_key="city").pk == handle.job_id
        return {}

    job = queue(city, unique_key="city")
    with kind("probe", work):
        run_job(job.pk)
        assert states(job) == (JobState.QUEUED, "")
        run_job(job.pk)
    assert seen == [0, 1]
    assert states(job) == (JobState.SUCCEEDED, "")


def test_end_is_announced_once(city):
    told = []
    job = queue(city)

    def hear(job, **_):
        told.append(job.state)

    job_finished.connect(hear)
    try:
        with kind("probe", lambda handle: {}):
            run_job(job.pk)
    finally:
        job_finished.disconnect(hear)
    assert told == [JobState.SUCCEEDED]


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_long_step_beats_by_itself(city):
    """The body sleeps in one step; the sign of life comes from the thread beside it."""
    job = queue(city)
    claimed = taken(job)
    old = timezone.now() - timedelta(minutes=3)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=old)
    with pulse(JobHandle(claimed), seconds=0.05):
        threading.Event().wait(1.0)
    job.refresh_from_db()
    assert job.heartbeat_at is not None
    assert job.heartbeat_at > old + timedelta(minutes=2)
    assert connection.vendor == "postgresql"
