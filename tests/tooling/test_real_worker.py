"""The real Celery worker beside the tests: the clock's relay finds a committed job and the worker does it."""

import pytest

from shnor_portal.jobs.models import Job, JobState
from shnor_portal.jobs.services import enqueue

pytestmark = pytest.mark.worker


def test_committed_job_reaches_the_worker_and_its_end_is_told(real_worker, city):
    job = enqueue(kind="no-such-kind", title="Неизвестная работа", municipality_id=city.pk, by=None)

    real_worker(lambda: Job.objects.get(pk=job.pk).is_finished)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error_code == "INTERNAL"
    assert "Повторите задание" in job.error_text
    assert job.attempt == 1
