"""Computing a list: verdicts of every kind, reasons, figures' places, repetition, years in a row."""

import json
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from diagnostics.enums import RiskListState
from diagnostics.models import AssessmentResult, RiskList, RuleSetVersion
from diagnostics.services.risk_lists import propose_risk_list
from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.refusals import Refusal
from tests.diagnostics.lists.conftest import add_school, give

SAVED_ONCE = ["risk_list.computed", "risk_list.proposed"]


def propose(city, **options):
    options = {"academic_year": 2020, "rules": "rosobr-847-2020", "by": None, **options}
    return propose_risk_list(municipality_id=city.pk, **options)


def by_name(proposed):
    return {entry.school_name: entry for entry in proposed.entries}


def test_every_school_gets_its_verdict_and_is_kept(small_city):
    proposed = propose(small_city)
    verdicts = {name: entry.verdict for name, entry in by_name(proposed).items()}
    assert verdicts == {
        "Вечерняя школа": "excluded", "СОШ № 1": "listed", "СОШ № 2": "not_listed", "СОШ № 10": "unknown",
    }  # fmt: skip
    assert [entry.school_name for entry in proposed.entries][1:] == ["СОШ № 1", "СОШ № 2", "СОШ № 10"]
    assert proposed.risk_list.state == RiskListState.PROPOSED
    assert proposed.risk_list.results_year == 2019


def test_reason_leads_to_file_sheet_and_rows(small_city):
    entry = by_name(propose(small_city))["СОШ № 1"]
    low = [reason for reason in entry.reasons if reason["verdict"] == "low"]
    assert [reason["sentence"] for reason in low] == [
        "ВПР-5 РУ: 8 из 20 = 40,0\u00a0% ≥ 30\u00a0%",
        "ВПР-5 МА: 8 из 20 = 40,0\u00a0% ≥ 30\u00a0%",
    ]
    source = low[0]["sources"][0]
    result = AssessmentResult.objects.get(pk=source["result_id"])
    assert source["batch_id"] == result.batch_id
    assert source["file_name"] == result.batch.original_name
    assert (source["sheet"], source["row_from"], source["row_to"]) == ("Лист1", 2, 21)
    assert low[0]["distance"] == 3


def test_missing_result_keeps_the_question_open(small_city):
    entry = by_name(propose(small_city))["СОШ № 10"]
    assert entry.missing_count == 1
    assert not entry.is_included
    assert "ВПР-6 МА: нет данных, результаты не загружены" in entry.explanation


def test_school_without_senior_grades_is_not_asked_for_ege(small_city):
    reasons = {reason["procedure"]: reason for reason in by_name(propose(small_city))["СОШ № 2"].reasons}
    assert reasons["EGE-11-RU"]["reason"] == "no_participants"
    assert not reasons["EGE-11-RU"]["is_open"]


def test_own_calendar_makes_exams_expected(small_city):
    small_city.calendar_overrides = {"2019": {"OGE-9-RU": "held", "OGE-9-MA": "held"}}
    small_city.save()
    assert by_name(propose(small_city))["СОШ № 2"].verdict == "unknown"


def test_calendar_written_wrong_is_refused(small_city):
    small_city.calendar_overrides = {"2019": {"OGE-9-RU": "провели"}}
    small_city.save()
    with pytest.raises(Refusal) as refusal:
        propose(small_city)
    assert refusal.value.code == "CALENDAR_INVALID"


def test_one_pupil_more_would_list(city, rules):
    school = add_school(city, "СОШ № 3", low=1)
    AssessmentResult.objects.filter(school=school, assessment__procedure="VPR-5-MA").update(failed=5, marks_2=5)
    entry = propose(city).entries[0]
    assert entry.verdict == "not_listed"
    assert entry.flip_pupils == 1
    assert entry.sensitivity["steps"] == [{"procedure": "VPR-5-MA", "title": "ВПР-5 МА", "pupils": 1}]
    assert entry.is_borderline


def test_same_request_again_is_the_same_list(small_city):
    first = propose(small_city)
    second = propose(small_city)
    assert second.risk_list.pk == first.risk_list.pk
    assert not second.is_new
    assert RiskList.objects.count() == 1
    assert sorted(AuditEntry.objects.filter(action__startswith="risk").values_list("action", flat=True)) == SAVED_ONCE


def test_new_results_change_the_open_list(small_city):
    first = propose(small_city)
    give(AssessmentResult.objects.get(school__name="СОШ № 10", assessment__procedure="VPR-5-RU").school,
         "VPR-6-MA", 10, 20)  # fmt: skip
    second = propose(small_city)
    assert second.risk_list.pk == first.risk_list.pk
    assert by_name(second)["СОШ № 10"].verdict == "listed"
    assert second.risk_list.inputs_sha256 != first.risk_list.inputs_sha256


def test_version_is_marked_used(small_city):
    propose(small_city)
    assert RuleSetVersion.objects.get(rule_set__code="rosobr-847-2020").used_at is not None
    assert RuleSetVersion.objects.get(rule_set__code="city-forecast").used_at is None


def test_dry_run_writes_nothing(city):
    add_school(city, "СОШ № 1", low=2)
    proposed = propose(city, dry_run=True)
    assert [entry.verdict for entry in proposed.entries] == ["listed"]
    assert not RiskList.objects.exists()
    assert not RuleSetVersion.objects.exists()


def test_no_results_names_the_years_that_have_some(small_city):
    with pytest.raises(Refusal) as refusal:
        propose(small_city, academic_year=2022)
    assert refusal.value.code == "NO_RESULTS"
    assert "2019/2020" in refusal.value.message
    assert refusal.value.details["years_with_results"] == ["2019/2020"]


def test_federal_list_is_not_computed(small_city):
    with pytest.raises(Refusal) as refusal:
        propose(small_city, origin="federal")
    assert refusal.value.code == "ORIGIN_NOT_COMPUTED"


def test_stranger_and_school_may_not_propose(small_city, stranger, school_admin):
    for person in (stranger, school_admin):
        with pytest.raises(PermissionDenied):
            propose(small_city, by=person)
    assert not RiskList.objects.exists()


def test_closed_school_is_not_considered(small_city):
    add_school(small_city, "СОШ № 77", low=4, closed_on="2020-08-31")
    assert "СОШ № 77" not in by_name(propose(small_city))


def test_queries_do_not_grow_with_schools(city, rules, django_assert_max_num_queries):
    add_school(city, "СОШ № 1", low=2)
    propose(city, as_draft=True)
    for number in range(2, 40):
        add_school(city, f"СОШ № {number}", low=number % 4)
    with django_assert_max_num_queries(25):
        propose(city, as_draft=True)


def run(city, *more):
    out = StringIO()
    call_command(
        "propose_risk_list", "--municipality", city.code, "--year", "2020/2021", "--rules", "rosobr-847-2020", *more,
        stdout=out,
    )  # fmt: skip
    return out.getvalue()


def test_command_prints_json(small_city):
    told = json.loads(run(small_city, "--format", "json"))
    assert told["municipality"] == "gorod"
    assert (told["academic_year"], told["results_year"]) == ("2020/2021", "2019/2020")
    assert (told["rules"], told["rule_version"]) == ("rosobr-847-2020", 1)
    assert told["counts"] == {
        "considered": 4, "listed": 1, "not_listed": 1, "unknown": 1, "excluded": 1, "included": 1,
    }  # fmt: skip
    assert {entry["school"] for entry in told["entries"]} == {"СОШ № 1", "СОШ № 2", "СОШ № 10", "Вечерняя школа"}


def test_command_prints_text(small_city):
    told = run(small_city)
    assert "Рассмотрено школ: 4, включить: 1 (25,0\u00a0%), недостаточно данных: 1, исключены по виду: 1" in told
    assert "1. СОШ № 1: низких процедур 2, повышенный риск" in told


def test_command_refuses_in_words(small_city):
    with pytest.raises(CommandError, match="NO_RESULTS: За 2022/2023"):
        run(small_city, "--results-year", "2022/2023")
    with pytest.raises(CommandError, match="RULE_UNKNOWN"):
        call_command("propose_risk_list", "--municipality", "gorod", "--year", "2020/2021", "--rules", "net")


def test_command_acts_with_the_persons_rights(small_city, school_admin, officer):
    with pytest.raises(CommandError, match="нет права"):
        run(small_city, "--as-user", school_admin.email)
    run(small_city, "--as-user", officer.email)
    assert RiskList.objects.get().created_by == officer
