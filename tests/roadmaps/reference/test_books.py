"""Reference books: complete, consistent with each other, honest about sources, and free of what must not be printed."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from diagnostics.indicators.catalogue import CATALOGUE
from roadmaps.enums import HoursSource, Rag
from roadmaps.reference.abbreviations import ABBREVIATIONS
from roadmaps.reference.annex import ASSESSMENT_KINDS, HOURS_SOURCES
from roadmaps.reference.application import PROBLEM_AREAS, REQUESTED_SUPPORT
from roadmaps.reference.interview import INTERVIEW_QUESTIONS, InterviewTopic, agenda
from roadmaps.reference.obligations import OBLIGATIONS
from roadmaps.reference.reasons import REASONS, ReasonKind, reason_choices, reason_title
from roadmaps.reference.review_criteria import MAX_MARK, RAG_GUIDANCE, REVIEW_CRITERIA
from roadmaps.reference.risk_factors import RISK_FACTORS
from roadmaps.reference.sources import PROPOSAL, Trust
from roadmaps.reference.support_formats import SUPPORT_FORMATS, second_year_formats
from roadmaps.reference.typical_measures.item import MeasureAudience
from roadmaps.reference.typical_measures.library import TYPICAL_MEASURES, measures_for_audience
from tests.roadmaps.reference.books import BOOKS, all_items, russian_texts

PHONE = re.compile(r"(?:\+7|\b8)[\s(-]*\d{3}|\(\d{4}\)|\d{2}-\d{2}-\d{2}")
MAIL = re.compile(r"\S@\S|https?://|www\.")
PERSON = re.compile(
    r"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+|[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.|[а-яё](?:ович|овна|евич|евна)\b"
)
SENTENCE_FIELDS = {
    "description",
    "signs",
    "when",
    "marks",
    "listen_for",
    "condition",
    "limit",
    "hint",
    "expected_result",
}


def texts_of_all():
    return [(name, text) for item in all_items() for name, text in russian_texts(item)]


def test_heap_holds_every_book():
    assert len(BOOKS) == 11 + len(ReasonKind)
    assert len(texts_of_all()) > 900


@pytest.mark.parametrize("pattern", [PHONE, MAIL, PERSON], ids=["phone", "mail", "person"])
def test_no_phone_address_or_person_is_printed(pattern):
    assert [text for _, text in texts_of_all() if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PHONE, "звоните 8 914 123-45-67"),
        (PHONE, "(4932) 30-05-74"),
        (MAIL, "пишите anna@example.org"),
        (PERSON, "ответственный И.И. Иванов"),
        (PERSON, "Петрова А. Б., завуч"),
        (PERSON, "Анна Петровна"),
    ],
)
def test_the_look_for_persons_sees_one(pattern, text):
    assert pattern.search(text)


def test_texts_are_tidy():
    untidy = [
        text
        for _, text in texts_of_all()
        if text != text.strip() or "  " in text or '"' in text or ".." in text or " ," in text or " ." in text
    ]
    assert untidy == []


def test_texts_end_as_their_kind_of_text_ends():
    sentences = [(name, text) for name, text in texts_of_all() if name in SENTENCE_FIELDS]
    assert [text for _, text in sentences if text[-1] not in ".»"] == []
    questions = [text for name, text in texts_of_all() if name == "question"]
    assert questions
    assert [text for text in questions if not text.endswith("?")] == []
    titles = [text for name, text in texts_of_all() if name == "title"]
    assert [text for text in titles if text[-1] in ".,:;"] == []


def test_every_entry_says_where_it_comes_from():
    for item in all_items():
        assert item.source.text
        assert item.source.trust.label in str(item.source)
    assert all(trust.label for trust in Trust)
    trusts = {item.source.trust for item in all_items()}
    assert trusts == set(Trust)


def test_a_proposal_never_passes_itself_off_as_a_document():
    for item in all_items():
        assert (item.source.trust is Trust.PROPOSAL) == (item.source.text == PROPOSAL.text)


def test_codes_fit_a_column_and_are_the_keys():
    for book in BOOKS.values():
        for code, item in book.items():
            assert code == getattr(item, "code", None) or code == getattr(item, "light", None)
            assert re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", code)
            assert len(code) <= 40


def test_twelve_risk_factors_ten_of_the_first_edition():
    assert [item.number for item in RISK_FACTORS.values()] == list(range(1, 13))
    assert [item.number for item in RISK_FACTORS.values() if item.edition == "2022"] == [11, 12]
    assert RISK_FACTORS["discipline"].title == "Низкий уровень дисциплины в классе"
    assert RISK_FACTORS["parents"].title == "Низкий уровень вовлечённости родителей"
    assert all(len(item.signs) >= 3 for item in RISK_FACTORS.values())


def test_factors_and_indicators_named_anywhere_exist():
    named = [code for item in [*TYPICAL_MEASURES.values(), *PROBLEM_AREAS.values()] for code in item.risk_factors]
    assert set(named) == set(RISK_FACTORS)
    assert {item.indicator for item in TYPICAL_MEASURES.values()} - {""} <= set(CATALOGUE)


def test_a_second_year_is_offered_another_format():
    offered = {item.code for item in second_year_formats()}
    assert len(SUPPORT_FORMATS) == 6
    assert "deeper_diagnosis" in offered
    assert "methodical" not in offered
    assert len(offered) >= 3


@pytest.mark.parametrize("kind", list(ReasonKind))
def test_every_reason_has_its_title_and_a_way_out(kind):
    assert len(REASONS[kind]) >= 5
    for code, title in reason_choices(kind):
        assert title == reason_title(kind, code)
        assert REASONS[kind][code].hint
        assert len(title) <= 120
    assert REASONS[kind][list(REASONS[kind])[-1]].needs_comment
    assert kind.label


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (
            ReasonKind.ROADMAP_RETURN,
            {"no_measurable_result", "no_period", "no_responsible", "no_link_to_deficit", "no_baseline"},
        ),
        (
            ReasonKind.EVIDENCE_REJECTION,
            {"link_broken", "other_measure", "contains_personal_data", "unreadable", "result_not_confirmed"},
        ),
    ],
)
def test_reasons_that_forms_are_built_around_are_there(kind, codes):
    assert codes <= set(REASONS[kind])


def test_a_reason_that_left_the_book_is_shown_by_its_code():
    assert reason_title(ReasonKind.DATE_MOVE, "of_old") == "of_old"


def test_review_criteria_say_what_each_mark_means():
    assert len(REVIEW_CRITERIA) >= 6
    for item in REVIEW_CRITERIA.values():
        assert len(set(item.marks)) == MAX_MARK + 1


def test_every_light_has_guidance_and_an_example_of_a_reason():
    assert set(RAG_GUIDANCE) == set(Rag)
    assert all(item.when and item.reason_example for item in RAG_GUIDANCE.values())


@pytest.mark.parametrize("topic", list(InterviewTopic))
def test_interview_of_every_topic_has_an_agenda_and_a_ground(topic):
    assert len(agenda(topic)) >= 5
    assert topic.label
    assert topic.source.trust is Trust.DOCUMENT


def test_every_source_of_hours_is_explained():
    assert set(HOURS_SOURCES) == set(HoursSource)


def test_user_guide_counts_the_books_right():
    guide = (Path(settings.BASE_DIR) / "docs/user/spravochniki-programmy.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| ([А-Я][^|]+) \| (\d+(?: и \d+)?) \|", guide, re.MULTILINE))
    city = len(measures_for_audience(MeasureAudience.CITY))
    assert told == {
        "Факторы риска": str(len(RISK_FACTORS)),
        "Форматы поддержки": str(len(SUPPORT_FORMATS)),
        "Типовые мероприятия школы": str(len(TYPICAL_MEASURES) - city),
        "Типовые мероприятия города": str(city),
        "Причины": str(sum(map(len, REASONS.values()))),
        "Критерии ежемесячной экспертизы": str(len(REVIEW_CRITERIA)),
        "Обязательства года": str(len(OBLIGATIONS)),
        "Вопросы собеседования": str(len(INTERVIEW_QUESTIONS)),
        "Области проблем и виды помощи": f"{len(PROBLEM_AREAS)} и {len(REQUESTED_SUPPORT)}",
        "Источники часов и виды оценки": f"{len(HOURS_SOURCES)} и {len(ASSESSMENT_KINDS)}",
        "Сокращения": str(len(ABBREVIATIONS)),
    }
