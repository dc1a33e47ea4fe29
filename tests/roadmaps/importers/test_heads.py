"""Heads of columns: known by what they mean, in any order, on one storey or two."""

import pytest

from tests.roadmaps.importers.rows import FIRST, HEADS, SECOND, codes, draft


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("title", "Мероприятия"), ("title", "Наименование мероприятия"), ("title", "Планируемые мероприятия"),
        ("title", "Основные направления деятельности"), ("title", "Содержание деятельности"), ("title", "Действия"),
        ("period", "Срок"), ("period", "Сроки реализации"), ("period", "Срок проведения мероприятия"),
        ("period", "Дата"), ("period", "Период"), ("period", "CPOK"),
        ("responsible", "Ответственный исполнитель"), ("responsible", "Ответственные"), ("responsible", "Исполнители"),
        ("responsible", "Ответственный за мероприятие"), ("responsible", "Отвественные"),
        ("expected_result", "Предполагаемые результаты"), ("expected_result", "Ожидаемый результат мероприятия"),
        ("expected_result", "Результат"), ("expected_result", "Планируемый результат (показатель)"),
        ("indicator", "Показатель"), ("indicator", "Показатели результативности"), ("indicator", "Индикатор"),
        ("baseline", "Базовое значение"), ("baseline", "Исходное значение показателя"),
        ("target", "Целевое значение показателя"), ("target", "Плановое значение"),
    ],
)  # fmt: skip
def test_column_is_known_by_what_its_head_means(name: str, label: str) -> None:
    others = {"title": "Мероприятие", "period": "Срок"}
    others.pop(name, None)
    found = draft(["1", *(["слово"] * (len(others) + 1))], heads=["№", label, *others.values()])
    assert getattr(found.measures[0], name) == "слово"


@pytest.mark.parametrize("label", ["№", "№ п/п", "№п/п", "N п/п", "п/п", "No", "№\nп/п"])
def test_column_of_numbers_is_known(label: str) -> None:
    assert draft(FIRST, heads=[label, *HEADS[1:]]).measures[0].number == "1"


def test_columns_may_stand_in_any_order() -> None:
    heads = ["Ответственные", "Срок", "Мероприятие", "№"]
    found = draft(["Центр", "май", "Собрать", "1"], heads=heads).measures[0]
    assert (found.number, found.title, found.period, found.responsible) == ("1", "Собрать", "май", "Центр")


def test_two_storeys_of_heads_are_one_header() -> None:
    upper = ["№", "Мероприятие", "Срок", "Показатель", "", ""]
    lower = ["№", "Мероприятие", "Срок", "наименование", "базовое значение", "целевое значение"]
    found = draft(lower, ["1", "Собрать", "май", "Доля", "5 %", "9 %"], heads=upper)
    first = found.measures[0]
    assert (first.title, first.indicator, first.baseline, first.target) == ("Собрать", "Доля", "5 %", "9 %")
    assert found.rows.header == 2


def test_column_of_no_known_meaning_is_named() -> None:
    found = draft([*FIRST, "10 тыс."], heads=[*HEADS, "Финансирование"])
    assert ("HEADER_IGNORED", "Столбец «Финансирование» не прочитан.") in [(i.code, i.message) for i in found.issues]


def test_misspelt_and_doubled_heads_are_told() -> None:
    found = draft(
        [*FIRST, "ещё"], heads=["№", "Мероприятие", "Срок", "Отвественные", "Результат", "Ожидаемые результаты"]
    )
    assert codes(found) == ["HEADER_UNKNOWN", "HEADER_DUPLICATE"]


def test_header_repeated_on_a_page_and_a_row_of_column_numbers_are_no_measures() -> None:
    found = draft(["1", "2", "3", "4", "5"], FIRST, HEADS, SECOND)
    assert [measure.number for measure in found.measures] == ["1", "2"]
    assert (found.rows.header, dict(found.rows.skipped)) == (2, {"строка с номерами столбцов": 1})
