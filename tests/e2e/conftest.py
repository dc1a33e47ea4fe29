"""A small city in a browser: eight schools, three procedures of 2018/2019, and walkers of each role."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from diagnostics.models import RiskList
from diagnostics.services.risk_lists import propose_risk_list
from diagnostics.services.rules import ensure_presets
from schools.models import School
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.jobs.services import jobs_to_send, run_job
from tests.e2e import books
from tests.e2e.walker import DESK, Walker, start
from tests.factories import AssessmentFactory, BatchFactory, ResultFactory, SchoolFactory, add_code

NOT_HELD = ("VPR-5-RU", "VPR-6-RU", "OGE-9-RU", "EGE-11-RU", "EGE-11-MA-PROFILE", "EGE-11-MA-BASE")


@pytest.fixture
def city(db, city) -> Municipality:
    """The city held only three procedures of the rule, so that three files are the whole of the year."""
    city.calendar_overrides = {"2018": dict.fromkeys(NOT_HELD, "not_held")}
    city.save()
    ensure_presets(municipality_id=city.pk, by=None)
    return city


@pytest.fixture
def schools(city) -> list[School]:
    """Schools 1–7 and a correctional one, with the codes that the files name them by."""
    made = []
    for number in range(1, 9):
        kind = "correctional" if number == 8 else "ordinary"
        name = "Коррекционная школа № 8" if number == 8 else f"МБОУ «СОШ № {number}»"
        school: School = SchoolFactory.create(municipality=city, name=name, kind=kind, district="Портовый район")
        add_code(school, "fisoko", books.login(number))
        add_code(school, "ris", books.ris_code(number))
        made.append(school)
    return made


@pytest.fixture
def school(schools) -> School:
    """The school whose own administration signs in."""
    return schools[0]


@pytest.fixture
def files(tmp_path) -> Path:
    """A folder for the files a journey uploads."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    return folder


@pytest.fixture
def run_jobs() -> Callable[[], None]:
    """Do what is queued the way a worker does it, until nothing is left."""

    def act() -> None:
        while waiting := jobs_to_send():
            for job_id in waiting:
                run_job(job_id)

    return act


@pytest.fixture
def shots(request, tmp_path) -> Path:
    """Where pictures of this journey go: `SHOTS` of the environment, or the test's own folder."""
    base = os.environ.get("SHOTS")
    folder = Path(base) / request.node.name.removeprefix("test_") if base else tmp_path / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def guest(transactional_db, browser, live_server, shots, run_jobs) -> Iterator[Walker]:
    """A browser where nobody has signed in; the test fails on anything the browser complained of."""
    size = {"width": DESK[0], "height": DESK[1]}
    context = browser.new_context(viewport=size, base_url=live_server.url, locale="ru-RU")
    context.set_default_timeout(15_000)
    walker = start(context, live_server.url, shots, run_jobs)
    yield walker
    context.close()
    assert walker.complaints == []


def enter(walker: Walker, user: User) -> Walker:
    """Sign in by a ready session, where the sign-in itself is not what the journey is about."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    walker.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": walker.address}])
    return walker


@pytest.fixture
def desk(guest, officer) -> Walker:
    """The officer at her desk."""
    return enter(guest, officer)


@pytest.fixture
def draft_list(city, schools, officer) -> RiskList:
    """A computed draft: results of the three procedures stand already."""
    batch = BatchFactory(municipality=city, original_name="ВПР и ОГЭ.xlsx", created_by=officer)
    for procedure, failed in books.FAILED_BY_PROCEDURE.items():
        assessment = AssessmentFactory(procedure=procedure, academic_year=2018)
        for number, low in failed.items():
            counts = {"participants": 10, "marks_2": low, "marks_3": 10 - low, "marks_4": 0, "marks_5": 0}
            ResultFactory(school=schools[number - 1], assessment=assessment, batch=batch, **counts)
    propose_risk_list(municipality_id=city.pk, academic_year=2019, rules="rosobr-847-2020", as_draft=True, by=officer)
    return RiskList.objects.get()
