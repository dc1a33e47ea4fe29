"""The other papers: every field of DOMAIN §6.3 is on the sheet, and what is missing is said in words or left out."""

from datetime import UTC, date, datetime

import pytest

from roadmaps.documents.annex import annex_paper
from roadmaps.documents.expertise import conclusion_paper, review_paper
from roadmaps.documents.parts import initials
from roadmaps.documents.programme import programme_paper
from roadmaps.documents.roadmap_forms import execution_form, school_form
from roadmaps.documents.sheets import paper_html
from roadmaps.documents.talks import application_paper, minutes_paper
from roadmaps.enums import AnnexState, EvidenceKind, EvidenceState, InterviewState, MeasureState, RoadmapState
from roadmaps.models import (
    AntiRiskProgramme,
    Application,
    Conclusion,
    Evidence,
    Interview,
    InterviewDecision,
    MeasureAim,
    MonthlyReview,
    ProgrammeAnnex,
    ReviewCorrection,
)
from roadmaps.reference.review_criteria import REVIEW_CRITERIA
from tests.factories import (
    CaseDeficitFactory,
    CaseFactory,
    CaseRiskFactory,
    MeasureFactory,
    RoadmapFactory,
    SectionFactory,
)
from tests.roadmaps.papers.builders import measure_rows, pdf_pages, tight, word_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(school):
    school.full_name = "Муниципальное общеобразовательное учреждение «Школа на горе»"
    school.save()
    return CaseFactory.create(school=school)


@pytest.fixture
def about(case):
    return {"municipality": case.municipality, "case": case}


def says(paper, *texts: str) -> None:
    """Each text is on the sheets, in this order."""
    body, place = tight(" ".join(pdf_pages(paper))), 0
    for text in texts:
        found = body.find(tight(text), place)
        assert found >= 0, text
        place = found


def test_minutes_have_day_place_people_agenda_points_decisions_and_signatures(about):
    interview = Interview.objects.create(
        planned_at=datetime(2020, 11, 1, 23, 30, tzinfo=UTC),
        state=InterviewState.HELD,
        held_on=date(2020, 11, 2),
        place="Управление образования, кабинет 12",
        participants=["Руководитель школы", "Методист"],
        agenda=["Причины результатов", "План работы"],
        heard="Команда назвала причины.\nПричины обсуждены.",
        problem_points=["Нет учителя математики"],
        chaired_by="А.А. Примерова",
        minuted_by="Б.Б. Образцова",
        **about,
    )
    for place, due in ((1, date(2020, 12, 1)), (2, None)):
        InterviewDecision.objects.create(
            interview=interview, position=place, text=f"Решение {place}", responsible="Школа", due_on=due, **about
        )
    paper = minutes_paper(interview)
    says(
        paper,
        "Протокол",
        "Дата: 02 ноября 2020 года",
        "кабинет 12",
        "Школа на горе",
        "Методист",
        "1. Причины результатов",
        "Причины обсуждены",
        "Нет учителя математики",
        "Решение 1",
        "01.12.2020",
        "Решение 2",
        "без срока",
        "Председатель",
        "А.А. Примерова",
        "Б.Б. Образцова",
    )
    assert word_rows(paper)[0].is_head
    assert [row.texts[3] for row in word_rows(paper)[1:]] == ["01.12.2020", "без срока"]


def test_minutes_not_held_yet_are_a_draft_on_the_citys_own_day(about):
    planned = Interview.objects.create(planned_at=datetime(2020, 11, 1, 23, 30, tzinfo=UTC), **about)
    text = " ".join(pdf_pages(minutes_paper(planned)))
    assert "ПРОЕКТ" in text
    assert "02 ноября 2020 года" in text  # in Vladivostok it is the next morning
    assert "Решили" not in text


def test_application_names_what_is_asked_for(case, officer):
    application = Application.objects.create(
        municipality=case.municipality,
        school=case.school,
        academic_year=2020,
        headcount=640,
        problem_areas=["staff", "gone-from-the-book"],
        problems="Две вакансии",
        requested_support=["mentor_school"],
        self_diagnosis="Проверили тетради",
        contact_name="Заместитель",
        contact="почта школы",
        submitted_by=officer,
        submitted_at=datetime(2020, 9, 20, 1, 0, tzinfo=UTC),
    )
    says(
        application_paper(application),
        "Начальник управления",
        "Заявка",
        "640 чел",
        "Нехватка учителей",
        "gone-from-the-book",
        "Две вакансии",
        "Школа-наставник",
        "Проверили тетради",
        "Заместитель, почта школы",
        "20 сентября 2020 года",
    )


def test_review_prints_every_criterion_the_light_and_corrections(about, officer):
    marks = {code: {"mark": 1, "note": f"пояснение {code}"} for code in REVIEW_CRITERIA}
    marks.pop("families")
    review = MonthlyReview.objects.create(
        month=date(2020, 11, 1),
        reviewer=officer,
        state="signed",
        checked="Мероприятия ноября",
        marks=marks,
        rag="amber",
        rag_reason="Сорваны два занятия",
        remarks="Ускорить замену",
        done=3,
        due=5,
        overdue=1,
        signed_at=datetime(2020, 12, 2, tzinfo=UTC),
        **about,
    )
    ReviewCorrection.objects.create(review=review, text="Найти замену", due_on=date(2020, 12, 10), **about)
    paper = review_paper(review)
    says(paper, "ноябрь 2020 года", "3 из 5, просрочено 1", "Мероприятия ноября", "есть риски", "Сорваны два занятия")
    says(paper, "Ускорить замену", "Корректировка мер", "Найти замену", "10.12.2020", "02.12.2020")
    rows = [row.texts for row in word_rows(paper)[1:]]
    assert [row[1] for row in rows] == [item.title for item in REVIEW_CRITERIA.values()]
    assert {row[2] for row in rows} == {"1 из 2", "нет оценки"}


def test_conclusion_prints_the_figures_it_was_signed_with(about, officer):
    figures = [
        {
            "procedure": "OGE-9-MA",
            "then": {"year": 2019, "failed": 31, "participants": 62, "verdict": "low"},
            "now": {"year": None, "failed": None, "participants": None, "verdict": "no_data"},
        }
    ]
    conclusion = Conclusion.objects.create(
        kind="final",
        text="Школа справилась",
        effect="Меньше пропусков",
        recommendation="exit",
        figures=figures,
        signed_at=datetime(2021, 6, 1, tzinfo=UTC),
        author=officer,
        **about,
    )
    paper = conclusion_paper(conclusion)
    says(paper, "Итоговое экспертное заключение", "Школа справилась", "Меньше пропусков", "31 из 62 (50,0 %)")
    says(paper, "нет данных", "выход из перечня")
    assert "ПРОЕКТ" not in paper_html(paper)


def test_annex_prints_skills_topics_hours_their_source_and_visas(case, officer):
    annex = ProgrammeAnnex.objects.create(
        municipality=case.municipality,
        school=case.school,
        academic_year=2020,
        teacher=officer,
        subject="MA",
        class_group="7Б",
        skills=["Читать график"],
        rows=[
            {"topic": "Функция", "skill": "Читать график", "lessons": "12–14", "hours": 3, "assessment": ["current"]},
            {"topic": "Проценты", "skill": "", "lessons": "", "hours": 2, "assessment": []},
        ],
        hours_source="reserve",
        association="ШМО математиков",
        association_reader=officer,
        association_on=date(2020, 10, 30),
        association_protocol="3",
        state=AnnexState.HEAD,
    )
    paper = annex_paper(annex)
    says(paper, "ПРОЕКТ", "«Математика»", "Класс: 7Б", "2020/2021", "Читать график", "Функция", "12–14", "текущая")
    says(paper, "Всего часов: 5 часов", "Резервное время", "ШМО математиков", "протокол № 3", "30.10.2020")
    annex.state, annex.approved_on, annex.approved_by = AnnexState.APPROVED, date(2020, 11, 5), officer
    says(annex_paper(annex), "УТВЕРЖДЕНО", "05.11.2020", "Приложение")
    assert "ПРОЕКТ" not in paper_html(annex_paper(annex))


def test_programme_prints_its_fields_and_the_measures_that_treat_the_factor(about, case):
    risk = CaseRiskFactory.create(case=case, verified_level="low")
    programme = AntiRiskProgramme.objects.create(
        risk=risk,
        title="Учитель в каждый класс",
        goal="Закрыть вакансии",
        tasks=["Найти учителей"],
        target_indicators=["Вакансий 0"],
        methods="Опрос",
        period_wording="ноябрь – май",
        expected_results=["Уроки идут"],
        executors="Администрация",
        **about,
    )
    section = SectionFactory.create(roadmap=RoadmapFactory.create(case=case))
    treating = MeasureFactory.create(section=section, title="Объявить набор", indicator_text="Число вакансий")
    MeasureFactory.create(section=section, title="Постороннее мероприятие")
    MeasureAim.objects.create(municipality=case.municipality, roadmap=section.roadmap, measure=treating, risk=risk)
    paper = programme_paper(programme)
    says(paper, "«Учитель в каждый класс»", "низкая", "Закрыть вакансии", "Найти учителей", "Вакансий 0", "Опрос")
    says(paper, "ноябрь – май", "Уроки идут", "Администрация", "Объявить набор", "Число вакансий")
    assert "Постороннее" not in paper_html(paper)


def test_school_form_tells_indicator_figures_and_what_a_measure_treats(case):
    roadmap = RoadmapFactory.create(case=case)
    measure = MeasureFactory.create(
        section=SectionFactory.create(roadmap=roadmap), indicator="R01", baseline="31 %", target="20 %"
    )
    own = {"municipality": case.municipality, "roadmap": roadmap, "measure": measure}
    risk = CaseRiskFactory.create(case=case)
    MeasureAim.objects.create(risk=risk, **own)
    MeasureAim.objects.create(deficit=CaseDeficitFactory.create(case=case), **own)
    row = measure_rows(school_form(roadmap))[0]
    assert row[0] == "1.1"
    assert row[6] == "база: 31 %\nцель: 20 %"
    assert set(row[7].split("\n")) >= {str(risk.factor)}
    assert "9" in row[7]
    says(school_form(roadmap), "Школа на горе", "2020/2021 учебный год", row[1])


def test_execution_form_tells_state_lateness_and_evidence(case, officer):
    roadmap = RoadmapFactory.create(case=case, state=RoadmapState.APPROVED)
    section = SectionFactory.create(roadmap=roadmap)
    done = MeasureFactory.create(section=section, state=MeasureState.CONFIRMED, confirmed_on=date(2020, 12, 2))
    MeasureFactory.create(section=section, state=MeasureState.IN_PROGRESS)
    for state in EvidenceState:
        Evidence.objects.create(
            municipality=case.municipality,
            measure=done,
            kind=EvidenceKind.LINK,
            url="https://school.example.org/news",
            title=f"Новость {state.value}",
            state=state,
            uploaded_by=officer,
        )
    first, second = measure_rows(execution_form(roadmap))
    assert first[5] == "подтверждено 02.12.2020"
    assert first[6].split("\n") == ["Новость uploaded (на проверке)", "Новость accepted"]
    assert second[5].startswith("в работе\nпросрочено на ")
    assert second[6] == ""


def test_people_s_markup_is_text_on_every_sheet(case):
    section = SectionFactory.create(roadmap=RoadmapFactory.create(case=case), title="<script>раздел</script>")
    MeasureFactory.create(section=section, title="<b>жирное</b> & строка\nвторая")
    html = paper_html(school_form(section.roadmap))
    assert "<script>" not in html
    assert "&lt;b&gt;жирное&lt;/b&gt; &amp; строка<br>вторая" in html


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Примерова Анна Петровна", "А.П. Примерова"),
        ("Примеров Олег", "О. Примеров"),
        ("Администратор", "Администратор"),
        ("А.П. Примерова", "А.П. Примерова"),
    ],
)
def test_initials(full, short):
    assert initials(full) == short
