"""Deficits, the risk profile, figures then and now, conclusions."""

import pytest
from django.core.exceptions import PermissionDenied

from roadmaps.enums import CaseOutcome, CaseStage, ConclusionKind, RiskLevel
from roadmaps.models import MeasureAim
from roadmaps.selectors.movement import movement_from, movements_of
from roadmaps.services.conclusions import sign_conclusion, unsign_conclusion, write_conclusion
from roadmaps.services.deficits import add_deficit, drop_deficit
from roadmaps.services.risks import choose_risk, drop_risk, set_risk, verify_risk
from tests.factories import (
    AssessmentFactory,
    BatchFactory,
    CaseDeficitFactory,
    CaseFactory,
    MeasureFactory,
    ResultFactory,
    RiskFactorFactory,
    RoadmapFactory,
    SectionFactory,
)
from tests.roadmaps.cases.builders import FINE, LOW, code_of, engine_says, new_entry, new_list

pytestmark = pytest.mark.django_db


def result(school, procedure, failed, participants, year):
    return ResultFactory(
        school=school,
        municipality=school.municipality,
        assessment=AssessmentFactory(procedure=procedure, academic_year=year),
        batch=BatchFactory(municipality=school.municipality),
        participants=participants,
        failed=failed,
    )


@pytest.fixture
def listed(city, school):
    entry = new_entry(new_list(city), school, reasons=(LOW, FINE))
    case = CaseFactory(school=school, entry=entry, stage=CaseStage.FINAL)
    CaseDeficitFactory(case=case)
    return case


def test_movement_compares_the_counts_of_the_list_with_the_newest(listed, school):
    result(school, "OGE-9-MA", 31, 62, 2019)
    result(school, "OGE-9-MA", 12, 60, 2020)
    maths, russian = movements_of(listed)
    assert (maths.then.failed, maths.then.participants, maths.then.verdict) == (31, 62, "low")
    assert (maths.now.year, maths.now.failed, maths.now.participants) == (2020, 12, 60)
    assert (maths.now.verdict, russian.now.verdict) == ("not_low", "no_data")


@pytest.mark.parametrize(("failed", "verdict"), [(18, "low"), (17, "not_low"), (None, "no_data")])
def test_newest_result_is_judged_by_the_threshold_of_the_list(listed, school, failed, verdict):
    result(school, "OGE-9-MA", failed, 60, 2020)
    assert movements_of(listed)[0].now.verdict == verdict


def test_the_very_result_of_the_list_is_not_shown_as_news(listed, school):
    result(school, "OGE-9-MA", 31, 62, 2019)
    assert movements_of(listed)[0].now.year is None


def test_without_a_list_there_are_counts_but_no_verdict(school):
    case = CaseFactory(school=school)
    CaseDeficitFactory(case=case)
    result(school, "OGE-9-MA", 5, 60, 2020)
    (maths,) = movements_of(case)
    assert (maths.then.verdict, maths.now.verdict, maths.now.failed) == ("no_data", "no_data", 5)


def test_added_deficit_takes_the_newest_counts_and_is_added_once(case, school, officer):
    result(school, "OGE-9-RU", 9, 40, 2020)
    for note in ("Со слов школы", "По анализу"):
        add_deficit(case_id=case.pk, procedure="OGE-9-RU", note=note, by=officer)
    deficit = case.deficits.get()
    assert (deficit.failed, deficit.participants, deficit.results_year) == (9, 40, 2020)
    assert deficit.note == "По анализу"


def test_deficit_that_measures_treat_is_not_dropped(case, officer):
    deficit = CaseDeficitFactory(case=case)
    measure = MeasureFactory(section=SectionFactory(roadmap=RoadmapFactory(case=case)))
    aim = MeasureAim.objects.create(
        municipality=case.municipality, roadmap=measure.roadmap, measure=measure, deficit=deficit
    )
    assert code_of(drop_deficit, deficit_id=deficit.pk, by=officer) == "DEFICIT_TREATED"
    aim.delete()
    assert code_of(drop_deficit, deficit_id=deficit.pk, by=officer) == ""
    assert not case.deficits.exists()


def test_risk_is_set_by_the_officer_and_verified_with_the_school(case, officer, curator, school_admin):
    factor = RiskFactorFactory(municipality=case.municipality)
    high = {"case_id": case.pk, "factor_id": factor.pk, "level": RiskLevel.HIGH, "reason": "Пять вакансий"}
    with pytest.raises(PermissionDenied):
        set_risk(by=curator, **high)
    risk = set_risk(by=officer, **high)
    with pytest.raises(PermissionDenied):
        verify_risk(risk_id=risk.pk, level=RiskLevel.LOW, reason="Неправда", by=school_admin)
    verified = verify_risk(risk_id=risk.pk, level=RiskLevel.MEDIUM, reason="Две закрыты", by=curator)
    assert (verified.current_level, verified.verified_by) == (RiskLevel.MEDIUM, curator)
    assert choose_risk(risk_id=risk.pk, is_chosen=True, by=curator).is_chosen
    again = set_risk(by=officer, **high)
    assert (again.pk, again.verified_on, again.current_level) == (risk.pk, None, RiskLevel.HIGH)
    drop_risk(risk_id=risk.pk, by=officer)
    assert not case.risks.exists()


def test_factor_of_another_city_is_unknown(case, officer, other_city):
    foreign = RiskFactorFactory(municipality=other_city)
    act = {"case_id": case.pk, "factor_id": foreign.pk, "level": RiskLevel.LOW, "reason": "Есть", "by": officer}
    assert code_of(set_risk, **act) == "FACTOR_UNKNOWN"


def written(case, by, **fields):
    said = {"kind": ConclusionKind.FINAL, "text": "Стало лучше", "effect": "", "recommendation": "exit"} | fields
    return write_conclusion(case_id=case.pk, by=by, **said)


def test_signed_conclusion_keeps_the_figures_and_the_verdict_of_its_day(listed, school, coordinator, school_admin):
    result(school, "OGE-9-MA", 12, 60, 2020)
    entry = engine_says(listed)
    signed = sign_conclusion(conclusion_id=written(listed, coordinator).pk, by=coordinator)
    assert (signed.risk_list, signed.engine_verdict) == (entry.risk_list, "not_listed")
    result(school, "OGE-9-RU", 40, 60, 2020)
    maths = movement_from(signed.figures[0])
    assert (maths.then.failed, maths.now.failed, maths.now.participants) == (31, 12, 60)
    assert movement_from(signed.figures[1]).now.verdict == "no_data"


def test_signed_conclusion_is_corrected_only_after_the_signature_is_taken_off(listed, coordinator):
    row = written(listed, coordinator)
    sign_conclusion(conclusion_id=row.pk, by=coordinator)
    assert code_of(sign_conclusion, conclusion_id=row.pk, by=coordinator) == "CONCLUSION_SIGNED"
    assert code_of(written, case=listed, by=coordinator) == "CONCLUSION_SIGNED"
    assert code_of(unsign_conclusion, conclusion_id=row.pk, reason="", by=coordinator) == "REASON_REQUIRED"
    opened = unsign_conclusion(conclusion_id=row.pk, reason="Ошибка в числе", by=coordinator)
    assert (opened.signed_at, opened.figures) == (None, [])
    changed = written(listed, coordinator, recommendation=CaseOutcome.CONTINUE, version=opened.version)
    assert changed.recommendation == CaseOutcome.CONTINUE


def test_final_conclusion_says_what_it_recommends_and_when(listed, school, coordinator, school_admin):
    bare = written(listed, coordinator, recommendation="")
    assert code_of(sign_conclusion, conclusion_id=bare.pk, by=coordinator) == "NO_RECOMMENDATION"
    assert code_of(written, case=listed, by=coordinator, version=bare.version - 1) == "STALE"
    early = CaseFactory(school=school, academic_year=2021, stage=CaseStage.PLANNING)
    assert code_of(written, case=early, by=coordinator) == "CONCLUSION_EARLY"
    with pytest.raises(PermissionDenied):
        written(listed, school_admin)
