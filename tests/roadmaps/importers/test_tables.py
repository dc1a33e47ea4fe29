"""Tables cut by pages, other tables, the text around them, and laws that hold for any of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.importers.plans import recognise_plan
from shnor_portal.imports.reader.types import PlainTable
from tests.roadmaps.importers.rows import FIRST, HEADS, SECOND, alone, codes, draft, table


def test_table_cut_by_a_page_goes_on_without_its_heads() -> None:
    rest = PlainTable("таблица 2", [["", "и беседы", "", "", ""], SECOND], [1, 2], ["4", "¹ По форме"])
    found = recognise_plan([table(HEADS, FIRST), rest])
    assert [measure.title for measure in found.measures] == ["Собрать заявки и беседы", "Провести беседы"]
    assert found.footnotes == [("¹", "По форме")]


def test_stray_column_of_a_converted_table_goes_to_the_last_one() -> None:
    rest = PlainTable("таблица 2", [["", "", "", "", "", "и сводка"], [*SECOND, ""]], [1, 2])
    found = recognise_plan([table(HEADS, FIRST), rest])
    assert [measure.expected_result for measure in found.measures] == ["Список и сводка", "Справка"]


def test_goals_and_tasks_in_a_passport_are_taken() -> None:
    rows = [
        ["Наименование", "Проект"],
        ["Цель Проекта", "раз;\nдва"],
        ["Задачи", "1. три"],
        ["", "2. четыре"],
        ["Сроки", "год"],
    ]
    passport = PlainTable("таблица 0", rows, [1, 2, 3, 4, 5])
    found = recognise_plan([passport, table(HEADS, FIRST)])
    assert (found.goals, found.tasks) == (["раз", "два"], ["три", "четыре"])
    assert dict(found.rows.skipped) == {"строки паспорта": 5}


def test_another_table_of_as_many_columns_is_not_taken_for_the_plan() -> None:
    other = PlainTable("таблица 2", [["1", "Школа", "Адрес", "ИНН", "Класс"]], [1], ["Список участников"])
    found = recognise_plan([table(HEADS, FIRST), other])
    assert len(found.measures) == 1
    assert (codes(found), dict(found.rows.skipped)) == (["TABLE_SKIPPED"], {"другая таблица": 1})


def test_file_without_a_plan_says_what_was_looked_for() -> None:
    found = recognise_plan(
        [table(["Школа", "Адрес"], ["1", "2"]), PlainTable("текст после таблиц", paragraphs_before=["Письмо"])]
    )
    assert codes(found) == ["TABLE_SKIPPED", "HEADER_NOT_FOUND"]
    assert "«Мероприятие»" in found.issues[-1].message


def test_heads_without_measures_are_told() -> None:
    assert codes(draft(alone("I. Диагностика"))) == ["NO_DATA_ROWS"]


def test_notes_of_the_file_are_passed_on() -> None:
    found = recognise_plan([table(HEADS, FIRST, notes=["Скрытых строк на листе: 2; они прочитаны."])])
    assert codes(found) == ["FILE_NOTE"]


@pytest.mark.parametrize(
    ("lines", "goals", "tasks"),
    [
        (("Цель: поднять результаты.",), ["поднять результаты"], []),
        (("Цели:", "- раз;", "- два.", "Задачи:", "1) три;", "2) четыре"), ["раз", "два"], ["три", "четыре"]),
        (("1. Цель проекта: раз; два", "2. Задачи проекта:", "– три"), ["раз", "два"], ["три"]),
        (("ЦЕЛИ И ЗАДАЧИ:", "• раз", "Посторонний текст"), ["раз"], []),
        (("Цель", "Поднять результаты", "Задачи", "Найти", "Помочь"), ["Поднять результаты"], ["Найти", "Помочь"]),
        (("Целью плана является рост результатов.",), ["рост результатов"], []),
        (("Задачи:", "- развитие", "команд школ;", "- обмен"), [], ["развитие команд школ", "обмен"]),
        (("Целевые показатели: нет", "Задача решена"), [], []),
    ],
)
def test_goals_and_tasks_are_found_in_the_text(lines: tuple[str, ...], goals: list[str], tasks: list[str]) -> None:
    found = recognise_plan([table(HEADS, FIRST, before=lines)])
    assert (found.goals, found.tasks) == (goals, tasks)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ("Об утверждении плана", "План мероприятий", "по поддержке школ", "на 2026 год", "Цели:"),
            "План мероприятий по поддержке школ",
        ),
        (("ДОРОЖНАЯ КАРТА", "«Путь к росту»"), "ДОРОЖНАЯ КАРТА «Путь к росту»"),
        (("Школьная дорожная карта",), "Школьная дорожная карта"),
        (("Письмо о разном",), ""),
    ],
)
def test_name_of_the_plan(lines: tuple[str, ...], title: str) -> None:
    found = recognise_plan([table(HEADS, FIRST, before=lines)]).title
    assert found.startswith(title) if title else not found


@pytest.mark.parametrize(
    "head",
    [
        "Перечень принятых сокращений:",
        "Список сокращений",
        "Используемые сокращения",
        "Условные обозначения и сокращения:",
    ],
)
def test_abbreviations_are_pairs(head: str) -> None:
    lines = [head, "ШНР – школа с низкими", "результатами;", "ГМЦ - центр; ПК ИРО — институт.", "Начальник отдела"]
    found = recognise_plan([table(HEADS, FIRST), PlainTable("текст после таблиц", paragraphs_before=lines)])
    assert found.abbreviations == [("ШНР", "школа с низкими результатами"), ("ГМЦ", "центр"), ("ПК ИРО", "институт")]


def test_abbreviations_may_be_a_table() -> None:
    pairs = PlainTable("таблица 2", [["ШНР", "школа"], ["МЦ", "центр;"]], [1, 2], ["Список сокращений"])
    assert recognise_plan([table(HEADS, FIRST), pairs]).abbreviations == [("ШНР", "школа"), ("МЦ", "центр")]


TEXTS = st.sampled_from(
    [
        "",
        "",
        "1",
        "2.",
        "I.",
        "и далее",
        "Этап",
        "Собрать",
        "Мероприятие",
        "Срок",
        "Цели:",
        "Список сокращений",
        "¹ а",
        "5",
    ]
)
ROWS = st.lists(st.lists(TEXTS, min_size=5, max_size=5), max_size=12)


@settings(max_examples=300, deadline=None)
@given(
    ROWS,
    ROWS,
    st.lists(TEXTS.filter(bool), max_size=4),
    st.sets(st.tuples(st.integers(0, 11), st.integers(0, 4))),
    st.sets(st.integers(0, 11)),
)
def test_any_tables_are_read_and_no_row_is_lost(
    first: list[list[str]], second: list[list[str]], between: list[str], repeats: set[tuple[int, int]], wide: set[int]
) -> None:
    tables = [table(HEADS, *first, repeats=sorted(repeats), wide=sorted(wide)), table(*second, before=tuple(between))]
    found = recognise_plan(tables)

    assert found.rows.seen == 1 + len(first) + len(second)
    assert found.rows.adds_up
    assert len(found.measures) == found.rows.measures
    assert all(m.section_index is None or m.section_index < len(found.sections) for m in found.measures)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=3), max_size=6),
    st.lists(st.text(min_size=1, max_size=30), max_size=5),
)
def test_any_letters_are_read_without_an_error(rows: list[list[str]], lines: list[str]) -> None:
    found = recognise_plan([PlainTable("таблица 1", rows, list(range(len(rows))), lines), table(HEADS, FIRST)])
    assert found.rows.adds_up
