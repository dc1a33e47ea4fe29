"""The demo city in the portal: built through services and files, whole, once, and never on a real server."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from diagnostics.enums import RiskListOrigin, RiskListState
from diagnostics.models import AssessmentResult, IndicatorValue, RiskList
from diagnostics.services.risk_lists import propose_risk_list
from roadmaps.selectors.programme import today_in
from schools.models import School, SchoolFigure
from shnor_portal.accounts.models import Municipality, RoleAssignment, User
from shnor_portal.accounts.permissions import Role
from shnor_portal.common.years import academic_year_of
from shnor_portal.demo import load
from shnor_portal.demo.cities import MAIN_CODE, SECOND_CODE, main_city
from shnor_portal.demo.people import (
    OFFICER,
    PEOPLE,
    SCHOOL_ADMIN,
    SECOND_OFFICER,
    SECOND_SCHOOL_ADMIN,
    account_of,
)
from shnor_portal.demo.workbooks import CityFiles
from shnor_portal.imports.models import ImportBatch
from shnor_portal.jobs.models import Job
from tests.demo.counting import listed
from tests.factories import MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready_files(monkeypatch, files) -> CityFiles:
    """The city's files are written once for all tests of the folder."""
    monkeypatch.setattr(load, "write_city", lambda folder, seed: files)
    return files


def command(name, *arguments) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def everything() -> list[int]:
    tables = (Municipality, User, RoleAssignment, School, SchoolFigure, ImportBatch, AssessmentResult, RiskList, Job)
    return [table._base_manager.count() for table in tables]


def test_whole_city_is_built_and_a_second_building_adds_nothing(ready_files, world):
    lines: list[str] = []
    load.build_demo(say=lines.append)
    city = Municipality.objects.get(code=MAIN_CODE)
    schools = School.objects.filter(municipality=city)
    assert (schools.count(), schools.active().count()) == (79, 78)
    assert any("Перечни: готово" in line for line in lines)

    again = propose_risk_list(
        municipality_id=city.pk, academic_year=2020, rules="rosobr-847-2020", by=account_of(OFFICER), dry_run=True
    )
    assert (sum(entry.is_included for entry in again.entries), len(again.entries)) == (30, 78)
    stored = RiskList.objects.filter(municipality=city)
    year = academic_year_of(today_in(city))
    shape = {
        (row.origin, row.academic_year): (row.state, row.entries.filter(is_included=True).count()) for row in stored
    }
    assert shape == {
        (RiskListOrigin.MUNICIPAL, 2018): (RiskListState.APPROVED, 24),
        (RiskListOrigin.MUNICIPAL, 2019): (RiskListState.APPROVED, 26),
        (RiskListOrigin.MUNICIPAL, 2020): (RiskListState.PROPOSED, 30),
        (RiskListOrigin.REGIONAL, 2020): (RiskListState.APPROVED, 29),
        (RiskListOrigin.REGIONAL, year - 1): (RiskListState.APPROVED, 4),
        (RiskListOrigin.REGIONAL, year): (RiskListState.APPROVED, 13),
    }
    own = stored.get(state=RiskListState.PROPOSED)
    names = set(own.entries.filter(is_included=True).values_list("school_name", flat=True))
    assert names == {world.school(code).name for code in listed(world, 2019)}

    states = Counter(ImportBatch.objects.filter(municipality=city).values_list("state", flat=True))
    assert states == {"applied": 1 + len(ready_files.results), "refused": len(ready_files.dirty), "recognised": 1}
    assert set(IndicatorValue.objects.values_list("academic_year", flat=True)) == {2017, 2018, 2019}
    assert set(Job.objects.values_list("state", flat=True)) == {"succeeded"}
    roles = set(RoleAssignment.objects.filter(municipality=city).values_list("role", flat=True))
    assert roles == set(Role)
    places = [account_of(person).role_assignments.get().school_id for person in (SCHOOL_ADMIN, SECOND_SCHOOL_ADMIN)]
    assert own.entries.filter(school_id__in=places, is_included=True).count() == 2
    assert School.objects.filter(municipality__code=SECOND_CODE).count() == 2
    assert all(account_of(person).check_password(person.password) for person in PEOPLE)
    printed = command("demo_accounts")
    assert all(person.email in printed and person.password in printed for person in PEOPLE)
    assert [SECOND_OFFICER.email in line for line in printed.splitlines() if "соседний посёлок" in line] == [True]

    before = everything()
    load.build_demo()
    assert "уже построен" in command("build_demo")
    assert everything() == before


def test_building_cut_off_goes_on_where_it_stopped(monkeypatch, ready_files):
    class CutOffError(Exception):
        pass

    def cut(*told):
        raise CutOffError

    few = CityFiles(ready_files.register, ready_files.results[:1], ready_files.twins, ready_files.dirty)
    monkeypatch.setattr(load, "write_city", lambda folder, seed: few)
    monkeypatch.setattr(load, "city_lists", cut)
    for _ in range(2):
        with pytest.raises(CutOffError):
            load.build_demo()
        assert not load.has_demo()
        assert ImportBatch.objects.count() == 2
        assert School.objects.count() == 79


def test_real_server_refuses(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="DEMO_IN_PRODUCTION"):
        command("build_demo")
    assert not User.objects.exists()


def test_installation_of_a_real_city_refuses_or_is_left_alone_when_asked():
    MunicipalityFactory(code="gorod")
    with pytest.raises(CommandError, match="DEMO_NOT_ALONE"):
        command("build_demo")
    assert command("build_demo", "--if-empty") == ""
    assert Municipality.objects.count() == 1


def test_no_accounts_are_printed_without_a_city():
    assert "build_demo" in command("demo_accounts")


def test_description_of_the_city_is_complete():
    """Names printed in documents, and a calendar that the rules can read."""
    city = Municipality(**main_city())
    city.full_clean()
    assert city.calendar_overrides["2019"]["OGE-9-MA"] == "held"
    assert city.calendar_overrides["2017"]["VPR-8-MA"] == "not_held"
