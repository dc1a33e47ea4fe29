"""Library of typical measures: enough for every factor and deficit, concrete, lawful, fit for any school year."""

import re

import pytest

from diagnostics.enums import AssessmentKind, Subject
from diagnostics.procedures import ProcedureKey
from roadmaps.periods import read_period
from roadmaps.reference.abbreviations import abbreviations_in
from roadmaps.reference.risk_factors import RISK_FACTORS
from roadmaps.reference.typical_measures.item import CITY_SECTIONS, MeasureAudience, MeasureSection, TypicalMeasureItem
from roadmaps.reference.typical_measures.library import (
    PARTS,
    TYPICAL_MEASURES,
    measures_for_audience,
    measures_for_factor,
    measures_for_procedure,
)
from shnor_portal.common.years import academic_year_of
from tests.roadmaps.reference.books import russian_texts

SCHOOL = measures_for_audience(MeasureAudience.SCHOOL)
CITY = measures_for_audience(MeasureAudience.CITY)
ALL = pytest.mark.parametrize("item", TYPICAL_MEASURES.values(), ids=lambda item: item.code)


def key(code):
    return ProcedureKey.parse(code)


def test_library_is_large_enough():
    assert len(SCHOOL) >= 70
    assert len(CITY) >= 25
    assert len(TYPICAL_MEASURES) == sum(map(len, PARTS))
    assert len({item.title for item in TYPICAL_MEASURES.values()}) == len(TYPICAL_MEASURES)


@pytest.mark.parametrize("code", RISK_FACTORS)
def test_every_risk_factor_has_measures_of_a_school(code):
    found = measures_for_factor(code)
    assert len(found) >= 5
    assert all(code in item.risk_factors for item in found)
    assert found[0].risk_factors == (code,)


@pytest.mark.parametrize("subject", ["RU", "MA"])
def test_both_subjects_of_the_selection_rule_have_measures_of_their_own(subject):
    own = [item for item in SCHOOL if [code for code in item.deficits if code in Subject.values] == [subject]]
    assert len(own) >= 8
    for kind in AssessmentKind.values:
        assert [item for item in own if kind in item.deficits]


@pytest.mark.parametrize("code", ["VPR-6-RU", "VPR-5-MA", "OGE-9-RU", "OGE-9-MA", "EGE-11-RU", "EGE-11-MA-PROFILE"])
def test_low_procedure_is_offered_the_closest_measures_first(code):
    procedure = key(code)
    found = measures_for_procedure(procedure)
    closest = found[0]
    assert {procedure.subject.value, procedure.kind.value} <= set(closest.deficits)
    assert sum(item.names(procedure) for item in found) >= 8
    assert all(item.treats(procedure) for item in found)


def test_measure_of_another_subject_or_kind_is_not_offered():
    found = {item.code for item in measures_for_procedure(key("OGE-9-MA"))}
    assert "ma-oge-geometry" in found
    assert "ru-oge-essay" not in found
    assert "ma-ege-base" not in found


def test_measure_without_deficits_suits_any_but_names_none():
    item = TYPICAL_MEASURES["training-association-plan"]
    assert item.treats(key("VPR-7-HIST"))
    assert not item.names(key("VPR-7-HIST"))


@pytest.mark.parametrize("section", CITY_SECTIONS)
def test_city_has_measures_in_each_of_its_four_sections(section):
    assert len([item for item in CITY if item.section is section]) >= 4


def test_city_keeps_to_its_sections_and_school_uses_all():
    assert {item.section for item in CITY} == set(CITY_SECTIONS)
    assert {item.section for item in SCHOOL} == set(MeasureSection)


@ALL
def test_measure_fits_its_columns_and_leaves_none_empty(item: TypicalMeasureItem):
    assert 20 <= len(item.title) <= 600
    assert 20 <= len(item.expected_result) <= 1000
    assert item.responsible
    assert len(item.responsible) <= 300
    assert item.indicator_text
    assert len(item.evidence) <= 300
    assert item.evidence
    assert set(item.deficits) <= {*Subject.values, *AssessmentKind.values}
    assert len(item.risk_factors) == len(set(item.risk_factors))


@ALL
def test_period_fits_any_school_year(item: TypicalMeasureItem):
    assert item.period
    assert not re.search(r"\d{4}|года\b", item.period.replace("учебного года", ""))


@ALL
@pytest.mark.parametrize("year", [2020, 2023])
def test_period_is_understood_by_the_portal_and_lies_inside_the_year(item: TypicalMeasureItem, year):
    period = read_period(item.period, year)
    assert period.is_readable
    assert period.due_on is not None
    assert academic_year_of(period.due_on) == year
    assert (period.problem, period.notes) == ("", ())


@ALL
def test_measure_treats_something_or_serves_the_whole_city(item: TypicalMeasureItem):
    assert item.risk_factors or item.deficits or item.section is MeasureSection.OBJECTIVITY or item in CITY


@ALL
def test_indicator_is_one_that_the_treated_procedures_can_move(item: TypicalMeasureItem):
    kinds = {code for code in item.deficits if code in AssessmentKind.values} or set(AssessmentKind.values)
    subjects = {code for code in item.deficits if code in Subject.values} or set(Subject.values)
    if item.indicator in ("R01", "R02", "R03", "R04", "R05"):
        assert "VPR" in kinds
    elif item.indicator == "R06":
        assert "OGE" in kinds
    elif item.indicator in ("R07", "R08"):
        assert kinds == {"EGE"}
        assert {"R07": "RU", "R08": "MA"}[item.indicator] in subjects
    else:
        assert item.indicator in ("", "R19", "R20")


@ALL
def test_no_measure_asks_a_teacher_for_reports_or_lists_of_children(item: TypicalMeasureItem):
    proof = item.evidence.lower()
    asked = re.search(r"(?:отч[её]т|справк\w+|анализ) учител|список (?:учеников|детей|обучающихся)|фамилии", proof)
    assert asked is None
    assert "скан" not in proof
    assert not re.search(r"рейтинг", item.title.lower() + item.expected_result.lower())


def test_abbreviations_of_the_library_can_be_printed_in_full():
    text = "\n".join(text for item in TYPICAL_MEASURES.values() for _, text in russian_texts(item))
    assert [short for short, full in abbreviations_in(text) if full is None] == []
