"""Indicators computed from results in force: figures, reasons, repetition, the job and the command."""

import json
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from diagnostics.models import AssessmentResult, IndicatorValue
from diagnostics.services.indicators import recompute_indicators, request_recompute
from diagnostics.signals import results_imported
from shnor_portal.audit.models import AuditEntry
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import run_job
from tests.diagnostics.lists.conftest import add_school, give


def value(school, indicator, procedure="", year=2019):
    return IndicatorValue.objects.get(school=school, indicator=indicator, procedure=procedure, academic_year=year)


def test_figures_are_counts_with_their_batches(small_city):
    recompute_indicators(municipality_id=small_city.pk, years=[2019], by=None)
    result = AssessmentResult.objects.get(school__name="СОШ № 1", assessment__procedure="VPR-5-RU")
    share = value(result.school, "R01", "VPR-5-RU")
    assert (share.numerator, share.denominator, share.batches) == (8, 20, [result.batch_id])
    low = value(result.school, "R19")
    assert (low.numerator, low.denominator) == (2, 4)


def test_missing_scores_have_a_reason(small_city):
    recompute_indicators(municipality_id=small_city.pk, by=None)
    mean = IndicatorValue.objects.filter(indicator="R04").first()
    assert (mean.numerator, mean.denominator, mean.no_data_reason) == (None, None, "no_scores")


def test_second_run_changes_nothing(small_city):
    def told():
        return list(
            IndicatorValue.objects.order_by("school_id", "indicator", "procedure").values_list(
                "school_id", "indicator", "procedure", "numerator", "denominator", "no_data_reason"
            )
        )

    first_report = recompute_indicators(municipality_id=small_city.pk, by=None)
    first = told()
    second_report = recompute_indicators(municipality_id=small_city.pk, by=None)
    assert first
    assert told() == first
    assert first_report == second_report
    assert first_report[0].values == len(first)


def test_values_go_with_their_results(small_city):
    recompute_indicators(municipality_id=small_city.pk, by=None)
    AssessmentResult.objects.update(is_current=False)
    recompute_indicators(municipality_id=small_city.pk, by=None)
    assert not IndicatorValue.objects.exists()


def test_ege_without_threshold_says_so(city):
    school = add_school(city, "СОШ № 1", low=0)
    give(school, "EGE-11-RU", 1, 20)
    AssessmentResult.objects.filter(assessment__procedure="EGE-11-RU").update(failed=None)
    recompute_indicators(municipality_id=city.pk, by=None)
    assert value(school, "R07", "EGE-11-RU").no_data_reason == "no_threshold"


def test_other_city_is_left_alone(small_city, other_city):
    add_school(other_city, "СОШ № 1", low=2)
    recompute_indicators(municipality_id=small_city.pk, by=None)
    assert not IndicatorValue.objects.filter(municipality=other_city).exists()


def test_queries_do_not_grow_with_schools(city, django_assert_max_num_queries):
    for number in range(30):
        add_school(city, f"СОШ № {number}", low=number % 4)
    with django_assert_max_num_queries(16):
        recompute_indicators(municipality_id=city.pk, years=[2019], by=None)


def test_job_computes_and_tells_what_it_did(small_city, officer):
    job = request_recompute(municipality_id=small_city.pk, year=2019, by=officer)
    assert request_recompute(municipality_id=small_city.pk, year=2019, by=officer).pk == job.pk
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("succeeded", 1, 1)
    assert job.result["years"][0]["values"] == IndicatorValue.objects.count() > 0
    assert AuditEntry.objects.get(action="indicators.recomputed").actor_id == officer.pk


def test_school_and_stranger_may_not_recompute(small_city, stranger, school_admin):
    for person in (stranger, school_admin):
        with pytest.raises(PermissionDenied):
            request_recompute(municipality_id=small_city.pk, year=2019, by=person)
    assert not Job.objects.exists()


def test_command_counts_by_year(small_city):
    out = StringIO()
    call_command(
        "recompute_indicators", "--municipality", "gorod", "--year", "2019/2020", "--format", "json", stdout=out
    )
    (told,) = json.loads(out.getvalue())
    assert (told["municipality"], told["academic_year"], told["results"]) == ("gorod", "2019/2020", 15)
    assert told["values"] == IndicatorValue.objects.count()


def test_import_queues_the_computation_of_its_years(small_city, officer):
    results_imported.send(
        sender=None, municipality_id=small_city.pk, academic_years=[2018, 2019], batch_id=None, by=officer
    )
    assert sorted(job.arguments["year"] for job in Job.objects.filter(kind="recompute_indicators")) == [2018, 2019]
