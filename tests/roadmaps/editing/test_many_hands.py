"""Fifty editors at one plan: what was accepted is in the log and in the cells, what was not got the other's text."""

import os
import subprocess
import sys
import textwrap

import pytest
from django.conf import settings

from roadmaps.models import RoadmapEdit
from roadmaps.services.editing import edit_cell
from shnor_portal.accounts.permissions import Role
from shnor_portal.common.refusals import Refusal
from tests.audit.concurrency import at_once
from tests.factories import make_user
from tests.roadmaps.editing.builders import measures_of
from tests.roadmaps.editing.crowd import check_plan, crowd

EDITORS, EDITS = 50, 20


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_editors_of_twenty_edits_lose_nothing(roadmap, school):
    people = [make_user(Role.SCHOOL_ADMIN, school.municipality, school) for _ in range(EDITORS)]
    told = at_once(lambda number: crowd(roadmap.pk, people[number].pk, number, EDITS), EDITORS)
    assert check_plan(roadmap.pk, told) == EDITORS * EDITS
    assert any(each.shown for each in told), "nobody met another's text: the test has shown nothing"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_writing_over_one_text_one_wins(roadmap, school):
    people = [make_user(Role.SCHOOL_ADMIN, school.municipality, school) for _ in range(12)]
    row = measures_of(roadmap)[0].pk

    def act(number: int) -> str:
        cell = {"roadmap_id": roadmap.pk, "table": "measure", "row": row, "field": "title", "base": "Собеседования"}
        try:
            edit_cell(value=f"Текст {number}", by=people[number], **cell)
        except Refusal as said:
            return str(said.details["current"])
        return ""

    told = at_once(act, 12)
    (winner,) = RoadmapEdit.objects.filter(roadmap=roadmap)
    assert told.count("") == 1
    assert {text for text in told if text} == {winner.after} == {measures_of(roadmap)[0].title}


FILE_CITY = textwrap.dedent(
    """
    import django
    django.setup()
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    from shnor_portal.accounts.permissions import Role
    from tests.audit.concurrency import at_once
    from tests.factories import MeasureFactory, RoadmapFactory, SectionFactory, make_user
    from tests.roadmaps.editing.crowd import check_plan, crowd

    roadmap = RoadmapFactory()
    for _ in range(3):
        MeasureFactory(section=SectionFactory(roadmap=roadmap))
    school = roadmap.school
    people = [make_user(Role.SCHOOL_ADMIN, school.municipality, school).pk for _ in range(6)]
    told = at_once(lambda number: crowd(roadmap.pk, people[number], number, 6), 6)
    print(check_plan(roadmap.pk, told))
    """
)


def test_a_city_on_sqlite_loses_nothing_either(tmp_path):
    taken = ("DATABASE_URL", "REDIS_URL", "PYTEST_XDIST_WORKER")
    env = {key: value for key, value in os.environ.items() if key not in taken}
    env |= {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "shnor_portal.settings", "LOG_LEVEL": "ERROR"}
    done = subprocess.run(
        [sys.executable, "-c", FILE_CITY],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "36"
