"""Measures that come to a plan in sets: from the library, from last year, from the city; and what a plan lacks."""

import pytest
from django.core.exceptions import PermissionDenied

from roadmaps.enums import MeasureState, RoadmapState
from roadmaps.models import Measure, MeasureAim, ProgressReport, RoadmapEdit, TypicalMeasure
from roadmaps.selectors.cascade import given_counts
from roadmaps.selectors.copies import likenesses_of
from roadmaps.selectors.library import offered_to, suggestions_for
from roadmaps.selectors.orphans import orphans_of
from roadmaps.services.building import take_last_year, take_typical
from roadmaps.services.cascade import hand_over, take_back
from roadmaps.services.programmes import save_programme
from roadmaps.services.submissions import submit_roadmap
from roadmaps.services.undo import undo
from shnor_portal.accounts.permissions import Role
from shnor_portal.common.refusals import Refusal
from shnor_portal.notifications.models import Notification
from tests.factories import (
    CaseDeficitFactory,
    CaseRiskFactory,
    MeasureFactory,
    RoadmapFactory,
    SectionFactory,
    make_user,
)
from tests.roadmaps.approval.builders import new_plan

LONG = [
    "Провести входную диагностику предметных компетенций учителей математики",
    "Организовать индивидуальные консультации для девятиклассников по геометрии",
    "Составить график взаимного посещения уроков учителями естественных предметов",
    "Обсудить на методическом совете причины низких результатов пробного экзамена",
]


@pytest.fixture
def plan(city):
    return new_plan(city)


def typical(city, code, **fields) -> TypicalMeasure:
    return TypicalMeasure.objects.create(
        municipality=city, code=code, title=f"Мероприятие {code}", period_wording="до 1 декабря", **fields
    )


def titles(roadmap) -> list[str]:
    return list(Measure.objects.live().filter(roadmap=roadmap).order_by("pk").values_list("title", flat=True))


def test_taken_measures_stand_once_with_what_they_treat(city, plan):
    deficit = CaseDeficitFactory.create(case=plan.case)
    chosen = [
        typical(city, "a", deficits=["MA"], section_title="Диагностика"),
        typical(city, "b", section_title="Кадры"),
    ]
    sent = {"roadmap_id": plan.roadmap.pk, "typical_ids": [t.pk for t in chosen], "section": None, "key": "raz"}
    assert take_typical(by=plan.admin, **sent) == 2
    assert take_typical(by=plan.admin, **sent) == 0
    assert titles(plan.roadmap)[2:] == ["Мероприятие a", "Мероприятие b"]
    first = Measure.objects.get(typical_code="a")
    assert (first.section.title, str(first.due_on)) == ("Диагностика", "2020-12-01")
    assert first.section_id == plan.rows[0].section_id
    assert MeasureAim.objects.get(measure=first).deficit == deficit
    assert Measure.objects.get(typical_code="b").section.title == "Кадры"


def test_taking_is_one_step_that_undo_takes_back(city, plan):
    take_typical(roadmap_id=plan.roadmap.pk, typical_ids=[typical(city, "a").pk], section=None, key="k", by=plan.admin)
    step = RoadmapEdit.objects.filter(roadmap=plan.roadmap).latest("revision")
    undo(roadmap_id=plan.roadmap.pk, edit=step.pk, by=plan.admin)
    assert titles(plan.roadmap) == ["Диагностика", "Курсы"]


def test_others_may_not_fill_the_plan(city, plan, officer):
    chosen = [typical(city, "a").pk]
    for by in (officer, plan.curator, new_plan(city).admin):
        with pytest.raises(PermissionDenied):
            take_typical(roadmap_id=plan.roadmap.pk, typical_ids=chosen, section=None, key="k", by=by)


def test_what_nobody_treats_is_suggested_first_with_the_reason(city, plan):
    CaseDeficitFactory.create(case=plan.case)
    risk = CaseRiskFactory.create(case=plan.case, is_chosen=True)
    typical(city, "any")
    typical(city, "rus", deficits=["RU"])
    typical(city, "mat", deficits=["MA"])
    typical(city, "risk", risk_factors=[risk.factor.code])
    typical(city, "city", deficits=["MA"], for_city=True)
    found = suggestions_for(plan.roadmap, offered_to(plan.roadmap))
    assert {each.typical.code for each in found[:2]} == {"mat", "risk"}
    assert [each.untreated for each in found] == [1, 1, 0, 0]
    assert next(each for each in found if each.typical.code == "mat").reason == "лечит: ОГЭ МА, 31 из 62"
    assert "city" not in {each.typical.code for each in found}


def test_orphans_are_named_and_go_away(plan):
    deficit = CaseDeficitFactory.create(case=plan.case)
    lame = MeasureFactory.create(
        section=plan.rows[0].section, title="Без всего", responsible="", period_wording="", indicator_text="Доля"
    )
    found = orphans_of(plan.roadmap)
    assert [purpose.words for purpose in found.untreated] == ["ОГЭ МА, 31 из 62"]
    assert [row.title for row in found.purposeless] == ["Диагностика", "Курсы", "Без всего"]
    assert [(row.number, row.missing) for row in found.lacking] == [
        ("1.3", ("нет срока", "нет ответственного", "показатель без базового значения"))
    ]
    for measure in [*plan.rows, lame]:
        MeasureAim.objects.create(
            municipality=plan.roadmap.municipality, roadmap=plan.roadmap, measure=measure, deficit=deficit
        )
    Measure.objects.filter(pk=lame.pk).update(state=MeasureState.CANCELLED)
    assert orphans_of(plan.roadmap).is_clean


def test_orphans_take_the_same_queries_for_any_plan(plan, django_assert_num_queries):
    MeasureFactory.create_batch(30, section=plan.rows[0].section)
    with django_assert_num_queries(5):
        orphans_of(plan.roadmap)


def test_last_year_comes_with_new_years_and_without_its_work(plan):
    home = {"school": plan.case.school, "municipality": plan.roadmap.municipality}
    old = RoadmapFactory.create(case=None, academic_year=2019, **home)
    section = SectionFactory.create(roadmap=old, title="Диагностика")
    kept = MeasureFactory.create(section=section, title="Прошлое", baseline="34 %", state=MeasureState.CONFIRMED)
    foreign = new_plan(plan.roadmap.municipality).rows[0]
    periods = {kept.pk: "до 30.10.2020", foreign.pk: "до 01.01.2021"}
    assert take_last_year(roadmap_id=plan.roadmap.pk, periods=periods, section=None, key="k", by=plan.admin) == 1
    made = Measure.objects.get(copied_from=kept)
    assert (made.title, str(made.due_on), made.baseline, made.state) == ("Прошлое", "2020-10-30", "", "planned")
    assert made.section_id == plan.rows[0].section_id


@pytest.fixture
def city_plan(city):
    roadmap = RoadmapFactory.create(case=None, school=None, municipality=city, state=RoadmapState.APPROVED)
    section = SectionFactory.create(roadmap=roadmap, title="Развитие кадров")
    return [MeasureFactory.create(section=section, title=f"Городское {n}") for n in range(2)]


def test_city_measures_reach_every_school_once(city, city_plan, officer):
    draft, working = new_plan(city), new_plan(city, state=RoadmapState.APPROVED)
    reading = new_plan(city, state=RoadmapState.SUBMITTED)
    sent = {"city_roadmap_id": city_plan[0].roadmap_id, "measure_ids": [m.pk for m in city_plan], "school_ids": []}
    done = hand_over(by=officer, **sent)
    assert (done.count, [each.school for each in done.left_out]) == (4, [reading.case.school])
    for plan in (draft, working):
        assert titles(plan.roadmap)[2:] == ["Городское 0", "Городское 1"]
        assert Notification.objects.filter(recipient=plan.admin, kind="city_measures").count() == 1
        assert plan.fresh().revision == 1
    assert titles(reading.roadmap) == ["Диагностика", "Курсы"]
    with pytest.raises(Refusal):
        hand_over(by=officer, **sent)
    with pytest.raises(PermissionDenied):
        hand_over(by=draft.admin, **sent)


def test_many_schools_take_the_same_queries(city, city_plan, officer, django_assert_max_num_queries):
    for _ in range(12):
        new_plan(city)
    with django_assert_max_num_queries(45):
        hand_over(
            city_roadmap_id=city_plan[0].roadmap_id, measure_ids=[m.pk for m in city_plan], school_ids=[], by=officer
        )


def test_taking_back_spares_schools_that_have_begun(city, city_plan, officer):
    plans = [new_plan(city, state=RoadmapState.APPROVED) for _ in range(3)]
    measure = city_plan[0]
    hand_over(city_roadmap_id=measure.roadmap_id, measure_ids=[measure.pk], school_ids=[], by=officer)
    begun = Measure.objects.get(roadmap=plans[0].roadmap, city_measure=measure)
    Measure.objects.filter(pk=begun.pk).update(state=MeasureState.CONFIRMED)
    assert take_back(city_measure_id=measure.pk, reason="Семинар отменён", by=officer) == (2, 1)
    given = given_counts(measure.roadmap)[measure.pk]
    assert (given.done, given.schools, given.withdrawn) == (1, 1, 2)
    assert ProgressReport.objects.filter(act="cancel", text="Семинар отменён").count() == 2


def test_copy_from_another_school_is_a_question_and_library_rows_are_not(city):
    first, second = new_plan(city, titles=LONG), new_plan(city, titles=[*LONG, "Своё особенное мероприятие школы"])
    submission = submit_roadmap(roadmap_id=second.roadmap.pk, note="", by=second.admin)
    (found,) = likenesses_of(submission)
    assert (found.roadmap, found.count, found.total) == (first.roadmap, 4, 5)
    assert found.numbers == ("1.1", "1.2", "1.3", "1.4")
    Measure.objects.filter(roadmap=second.roadmap).update(typical_code="lib")
    assert likenesses_of(submission) == []


def test_programme_is_written_by_the_school_and_two_authors_lose_nothing(city, plan, officer):
    risk = CaseRiskFactory.create(case=plan.case, is_chosen=True)
    fields = {"title": "Программа", "goal": "Закрыть вакансии"}
    held = save_programme(risk_id=risk.pk, fields=fields, version=None, by=plan.admin)
    with pytest.raises(Refusal) as refused:
        save_programme(risk_id=risk.pk, fields={"goal": "Другое"}, version=None, by=make_admin(plan))
    assert (refused.value.code, refused.value.details["goal"]) == ("STALE", "Закрыть вакансии")
    assert save_programme(risk_id=risk.pk, fields={"goal": "Другое"}, version=held.version, by=plan.admin).version == 2
    with pytest.raises(PermissionDenied):
        save_programme(risk_id=risk.pk, fields=fields, version=2, by=officer)


def make_admin(plan):
    return make_user(Role.SCHOOL_ADMIN, plan.roadmap.municipality, plan.case.school)
