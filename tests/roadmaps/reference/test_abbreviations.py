"""The list of abbreviations printed after a table: those used, in order, unknown ones included, words left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.reference.abbreviations import ABBREVIATIONS, abbreviations_in


def shorts(text, own=None):
    return [short for short, _ in abbreviations_in(text, own)]


def test_each_is_listed_once_in_order_of_first_use():
    text = "Анализ ВСОКО в ОО\nШМО, ГИА; снова ОО и ВСОКО"
    assert shorts(text) == ["ВСОКО", "ОО", "ШМО", "ГИА"]
    assert dict(abbreviations_in(text))["ШМО"] == "школьное методическое объединение"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("комиссия КДНиЗП и олимпиада ВсОШ", ["КДНиЗП", "ВсОШ"]),
        ("ВПР-6, ГИА-9 и ОГЭ/ЕГЭ", ["ВПР", "ГИА", "ОГЭ", "ЕГЭ"]),
        ("«ШНОР» (далее), УВР.", ["ШНОР", "УВР"]),
        ("I квартал, XX век, ХХ и ХIV", []),
        ("Петров И.О., зам. по УВР", ["УВР"]),
        ("Школа Роста в Городе", []),
        ("ДОРОЖНАЯ КАРТА ШКОЛЫ", []),
        ("ПЛАН", []),
        ("ЦЕЛИ: повысить результаты", []),
        ("МЕРОПРИЯТИЯ ПО ПОДГОТОВКЕ К ОГЭ", ["ОГЭ"]),
        ("НАИМЕНОВАНИЕ мероприятия", []),
        ("5 кВт", []),
        ("", []),
    ],
)
def test_words_numerals_and_initials_are_not_abbreviations(text, expected):
    assert shorts(text) == expected


def test_unknown_one_is_listed_for_the_author_to_explain():
    assert abbreviations_in("Ответственные: УРМУО, ОО") == [("УРМУО", None), ("ОО", "общеобразовательная организация")]


def test_cell_made_of_abbreviations_alone_is_no_heading():
    assert shorts("УРМУО, ДВФУ, СМЦ") == ["УРМУО", "ДВФУ", "СМЦ"]


def test_city_adds_its_own_and_overrules_the_dictionary():
    own = {"УРМУО": "управление образования города", "СМЦ": "центр при гимназии"}
    assert abbreviations_in("УРМУО и СМЦ", own) == list(own.items())
    assert dict(abbreviations_in("СМЦ"))["СМЦ"] == "сетевой методический центр"


def test_latin_look_alikes_are_found_under_the_right_spelling():
    assert shorts("BCOKO и BПP") == ["ВСОКО", "ВПР"]


def test_dictionary_holds_the_words_of_the_trade():
    wanted = (
        "ШНОР ОО ВСОКО ГИА ФГОС ЕГЭ ОГЭ ВПР НИКО ФИОКО ГМО ШМО СМЦ МЦ ИРО ИОМ ОВЗ КДНиЗП ПДН ЦППМСП УВР ВР РМО ММО "
    )
    wanted += "ДПП ПК ИСБШ МОЦ ОМСУ"
    assert set(wanted.split()) <= set(ABBREVIATIONS)
    assert all(full and full[-1] != "." and not full.isupper() for full in ABBREVIATIONS.values())


@pytest.mark.parametrize("short", ABBREVIATIONS)
def test_every_entry_is_found_in_a_sentence(short):
    assert shorts(f"Работа {short} в школе") == [short]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_and_nothing_is_listed_twice(text):
    found = shorts(text)
    assert len(found) == len(set(found))
    assert all(short in ABBREVIATIONS or short in text for short in found)
