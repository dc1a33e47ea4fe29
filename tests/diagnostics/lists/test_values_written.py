"""Writing computed values: what stayed keeps its row and its moment, what changed is new, what is gone goes."""

from diagnostics.models import AssessmentResult, IndicatorValue
from diagnostics.services.indicators import recompute_indicators


def written():
    """Stored values by what they are values of: row number and moment of computation."""
    rows = IndicatorValue.objects.values_list("school_id", "indicator", "procedure", "pk", "computed_at")
    return {tuple(what): (pk, at) for *what, pk, at in rows}


def test_unchanged_values_keep_their_rows_and_moment(small_city):
    recompute_indicators(municipality_id=small_city.pk, by=None)
    before = written()
    recompute_indicators(municipality_id=small_city.pk, by=None)
    assert before
    assert written() == before


def test_only_values_of_the_changed_result_are_new(small_city):
    recompute_indicators(municipality_id=small_city.pk, by=None)
    before = written()
    result = AssessmentResult.objects.get(school__name="СОШ № 1", assessment__procedure="VPR-5-RU")
    AssessmentResult.objects.filter(pk=result.pk).update(failed=5)
    recompute_indicators(municipality_id=small_city.pk, by=None)
    after = written()
    assert after.keys() == before.keys()
    changed = {what for what in after if after[what] != before[what]}
    assert (result.school_id, "R01", "VPR-5-RU") in changed
    assert {school for school, *_ in changed} == {result.school_id}
    share = IndicatorValue.objects.get(school=result.school, indicator="R01", procedure="VPR-5-RU")
    assert (result.failed, share.numerator) == (8, 5)


def test_a_value_from_another_import_is_new(small_city):
    recompute_indicators(municipality_id=small_city.pk, by=None)
    before = written()
    result = AssessmentResult.objects.get(school__name="СОШ № 1", assessment__procedure="VPR-5-RU")
    IndicatorValue.objects.filter(school=result.school, indicator="R01").update(batches=[])
    recompute_indicators(municipality_id=small_city.pk, by=None)
    what = (result.school_id, "R01", "VPR-5-RU")
    assert written()[what][0] != before[what][0]
    assert IndicatorValue.objects.get(pk=written()[what][0]).batches == [result.batch_id]


def test_values_of_a_procedure_that_went_out_of_force_go_alone(small_city):
    recompute_indicators(municipality_id=small_city.pk, by=None)
    before = written()
    AssessmentResult.objects.filter(assessment__procedure="VPR-5-RU").update(is_current=False)
    recompute_indicators(municipality_id=small_city.pk, by=None)
    after = written()
    assert not [what for what in after if what[2] == "VPR-5-RU"]
    kept = {what: row for what, row in before.items() if what[2] not in ("", "VPR-5-RU")}
    assert kept.items() <= after.items()
