"""What many people and workers do at the same moment: nothing lost, nothing twice, no limit outrun.

On PostgreSQL threads share the test's database; for SQLite a process of its own works on a file, as in a city.
"""

import os
import subprocess
import sys
import textwrap

import pytest
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from shnor_portal.audit.models import AuditEntry
from shnor_portal.audit.services import record, verify_chains
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import jobs_to_send
from shnor_portal.jobs.services.run import claim
from tests.audit.concurrency import at_once
from tests.jobs.kinds import queue

THREADS = 12
postgres = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def marked(test):
    for mark in postgres:
        test = mark(test)
    return test


@marked
def test_chain_stays_whole_under_threads(city):
    def act(number: int) -> None:
        for _ in range(5):
            with transaction.atomic():
                record(action=f"thread.{number}", by=None, on=city, municipality_id=city.pk)

    at_once(act, THREADS)
    found = verify_chains()
    assert (found.read, found.faults) == (THREADS * 5, [])
    assert AuditEntry.objects.count() == THREADS * 5


@marked
def test_same_work_asked_for_at_once_is_queued_once(city):
    keys = at_once(lambda _: queue(city, unique_key="one").pk, THREADS)
    assert len(set(keys)) == Job.objects.count() == 1


@marked
def test_relays_at_once_send_each_job_once(city):
    wanted = {queue(city).pk for _ in range(30)}
    sent = [key for keys in at_once(lambda _: jobs_to_send(), 4) for key in keys]
    assert sorted(sent) == sorted(set(sent))
    assert set(sent) | set(jobs_to_send()) == wanted


@marked
def test_one_of_many_workers_gets_the_job(city):
    job = queue(city)
    claimed = at_once(lambda _: claim(job.pk), THREADS)
    assert sum(found is not None for found in claimed) == 1


@marked
def test_limit_on_sign_in_is_not_outrun_by_a_burst(rf):
    """Forty tries on one account at once: five count, the rest are turned away. With Redis where there is one."""
    cache.clear()

    def attempt(_: int) -> bool:
        usage = ratelimit.consume(rf.post("/account/login/"), app="allauth.account", action="login_failed", key="burst")
        return usage is not None

    passed = sum(at_once(attempt, 40))
    assert 0 < passed <= 5


FILE_CITY = textwrap.dedent(
    """
    import django
    django.setup()
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    from django.core.cache import cache
    from django.db import transaction
    from allauth.core.internal import ratelimit
    from django.test import RequestFactory
    from shnor_portal.audit.services import record, verify_chains
    from shnor_portal.jobs.services import enqueue, jobs_to_send
    from tests.audit.concurrency import at_once
    from tests.factories import MunicipalityFactory

    city = MunicipalityFactory(code="gorod")

    def act(number):
        for _ in range(5):
            with transaction.atomic():
                record(action="act", by=None, on=city, municipality_id=city.pk)

    at_once(act, 8)
    found = verify_chains()
    print(found.read, len(found.faults))

    keys = at_once(lambda _: enqueue(kind="k", title="t", municipality_id=city.pk, by=None, unique_key="one").pk, 8)
    print(len(set(keys)))
    print(len([key for sent in at_once(lambda _: jobs_to_send(), 4) for key in sent]))

    def attempt(_):
        request = RequestFactory().post("/account/login/")
        return ratelimit.consume(request, app="allauth.account", action="login_failed", key="burst") is not None

    print(sum(at_once(attempt, 16)))
    """
)


def test_sqlite_city_under_threads(tmp_path):
    taken = ("DATABASE_URL", "REDIS_URL", "PYTEST_XDIST_WORKER")
    env = {key: value for key, value in os.environ.items() if key not in taken}
    env |= {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "shnor_portal.settings", "LOG_LEVEL": "ERROR"}
    done = subprocess.run(
        [sys.executable, "-c", FILE_CITY],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    chain, same_work, sent, passed = done.stdout.split("\n")[:4]
    assert chain == "40 0"
    assert same_work == "1"
    assert sent == "1"
    assert 0 < int(passed) <= 5
