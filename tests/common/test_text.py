"""Codes, headers and free text from outside (catalogue D1–D4, D10, S7)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shnor_portal.common.text import (
    TRIMMED,
    clean_text,
    find_code,
    fold,
    header_skeleton,
    nearest,
    normalise_code,
)


def codes_of(raw: object) -> list[str]:
    return [problem.code for problem in normalise_code(raw).problems]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("EDU250001", "edu250001"),
        ("  edu250001\u00a0\t\r\n", "edu250001"),
        ("\ufeff00123\u200b", "00123"),
        ("РК  \u00a0001", "рк 001"),
        ("5и\u0306", "5й"),
        (None, ""),
        ("   ", ""),
    ],
)
def test_code_is_brought_to_one_form(raw: str | None, value: str) -> None:
    reading = normalise_code(raw)

    assert (reading.value, reading.problems, reading.numeric) == (value, (), False)


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u202e", "\ufeff", "\u200d", "\x07", "\x00"])
def test_invisible_sign_inside_a_code_is_named(sign: str) -> None:
    reading = normalise_code(f"12{sign}3")

    assert [problem.code for problem in reading.problems] == ["CODE_INVISIBLE"]
    assert f"U+{ord(sign):04X}" in reading.problems[0].message
    assert reading.value != "123"


@pytest.mark.parametrize("sign", ["\u00ad", "\u202e"])
def test_soft_hyphen_and_turned_text_are_no_spaces(sign: str) -> None:
    assert codes_of(f"123{sign}") == ["CODE_INVISIBLE"]


@pytest.mark.parametrize(("raw", "letter"), [("PК-001", "К"), ("Рk-abc", "Р"), ("школa", "a"), ("edu25000О", "О")])
def test_letter_of_the_other_alphabet_is_shown(raw: str, letter: str) -> None:
    (problem,) = normalise_code(raw).problems

    assert problem.code == "CODE_MIXED_SCRIPT"
    assert f"«{letter}»" in problem.message


def test_look_alike_codes_are_never_merged() -> None:
    assert normalise_code("РК-001").value != normalise_code("PK-001").value
    assert codes_of("РК-001") == codes_of("PK-001") == []


@pytest.mark.parametrize(
    ("raw", "value"), [(123.0, "123"), (123, "123"), ("123.0", "123"), ("123,00", "123"), (0, "0")]
)
def test_whole_number_is_readable_but_marked(raw: object, value: str) -> None:
    reading = normalise_code(raw)

    assert (reading.value, reading.numeric, reading.problems) == (value, True, ())


@pytest.mark.parametrize("raw", [1.23e19, "1.23E+19", "1,23e+19", 123.5, -1, 10**15, float("nan"), float("inf"), True])
def test_number_that_lost_digits_is_refused(raw: object) -> None:
    assert codes_of(raw) == ["CODE_NUMERIC"]
    assert normalise_code(raw).value == ""


@pytest.mark.parametrize(
    ("raw", "known", "width", "found"),
    [
        (123.0, {"00123", "00124"}, 5, "00123"),
        (123.0, {"00123", "00124"}, None, "00123"),
        (123.0, {"00123", "0123"}, None, None),
        (123.0, {"00123", "0123"}, 5, "00123"),
        (123.0, {"00124"}, 5, None),
        ("123", {"00123"}, 5, None),
        ("00123", {"00123", "0123"}, None, "00123"),
        ("", {""}, None, None),
        ("1\u200b2", {"12"}, None, None),
    ],
)
def test_number_matches_a_code_only_without_doubt(
    raw: object, known: set[str], width: int | None, found: str | None
) -> None:
    assert find_code(normalise_code(raw), known, width) == found


@given(st.text())
def test_normalising_again_changes_nothing(raw: str) -> None:
    once = normalise_code(raw)
    if not once.numeric:
        assert normalise_code(once.value).value == once.value


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1), st.text(TRIMMED), st.text(TRIMMED))
def test_spaces_around_a_code_never_matter(core: str, before: str, after: str) -> None:
    assert normalise_code(before + core + after) == normalise_code(core)


@given(st.text())
def test_composed_and_decomposed_codes_are_equal(raw: str) -> None:
    assert normalise_code(unicodedata.normalize("NFD", raw)).value == normalise_code(raw).value


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_number_cell_reads_like_its_digits(number: int) -> None:
    assert normalise_code(float(number)).value == str(number)


@pytest.mark.parametrize(
    "written",
    [
        "Код участника",
        "код  участника",
        "КОД\u00a0УЧАСТНИКА",
        " Код\nучастника ",
        "Kод yчacтникa",
        "Код уча\u00adстника",
    ],
)
def test_header_is_recognised_however_typed(written: str) -> None:
    assert header_skeleton(written) == header_skeleton("Код участника")


def test_yo_and_ye_are_one_letter_for_headers() -> None:
    assert fold("Учёт ЁЛКИ") == fold("учет елки")


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_nearest_suggests_and_keeps_silent() -> None:
    headers = ["Первичный балл", "Отметка", "Отметка по журналу"]

    assert nearest("Первичый бал", headers) == "Первичный балл"
    assert nearest("Адрес", headers) is None
    assert nearest("Адрес", []) is None


@pytest.mark.parametrize("text", ["а\x00", "\x07", "\x1b[0m", "\ud800", "\x85\x9f", "\uffff"])
def test_control_characters_are_refused(text: str) -> None:
    reading = clean_text(text)

    assert [problem.code for problem in reading.problems] == ["TEXT_CONTROL"]
    assert reading.value == ""


def test_length_is_bounded_inclusively() -> None:
    assert clean_text("я" * 32_767).problems == ()
    assert [problem.code for problem in clean_text("я" * 32_768).problems] == ["TEXT_TOO_LONG"]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+7", "@x", "{{7*7}}", "' OR 1=1", "а\tб\r\nв", "<script>"])
def test_ordinary_text_is_kept_as_it_is(text: str) -> None:
    assert clean_text(text).value == text


@given(st.text(max_size=50))
def test_clean_text_can_be_encoded_and_is_stable(text: str) -> None:
    value = clean_text(text).value
    value.encode("utf-8")

    assert clean_text(value).value == value
