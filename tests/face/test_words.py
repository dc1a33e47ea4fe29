"""Words and figures in templates."""

import pytest

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 2020|academic_year }}", "2020/2021"),
        ("{% share 30 78 %}", f"38,5{NBSP}%"),
        ("{% share 2996 10000 beside=30 %}", f"29,96{NBSP}%"),
        ("{% share None 78 %}", "нет данных"),
        ("{% share 0 0 %}", "нет данных"),
        ("{% share 0 10 %}", f"0,0{NBSP}%"),
        ('{% plural 1 "школа" "школы" "школ" %}', f"1{NBSP}школа"),
        ('{% plural 22 "школа" "школы" "школ" %}', f"22{NBSP}школы"),
        ('{% plural 111 "школа" "школы" "школ" %}', f"111{NBSP}школ"),
        ('{{ 3|plural_form:"школа,школы,школ" }}', "школы"),
        ("{{ 1048576|thousands }}", f"1{NBSP}048{NBSP}576"),
        ("{{ nothing|thousands }}", "нет данных"),
    ],
)
def test_words(draw, source, text):
    assert draw(source, nothing=None) == text


def test_query_replace_keeps_filters_and_starts_from_page_one(draw):
    assert draw('{% query_replace kind="l" %}', "/?q=a&page=4&kind=s") == "?q=a&amp;kind=l"


def test_query_replace_removes_and_turns_pages(draw):
    assert draw("{% query_replace kind=None page=2 %}", "/?q=a&kind=s") == "?q=a&amp;page=2"


def test_here_marks_the_section_but_not_home(draw):
    assert draw('<a {% here "/schools/" %}>', "/schools/4/") == '<a aria-current="page">'
    assert draw('<a {% here "/" %}>', "/schools/4/") == "<a >"


def test_icon_with_a_label_is_read_aloud(draw):
    assert 'role="img" aria-label="убрать"' in draw('{% icon "close" "убрать" %}')
    assert 'aria-hidden="true"' in draw('{% icon "close" %}')


def test_icon_outside_the_table_is_refused(draw):
    with pytest.raises(KeyError):
        draw('{% icon "unicorn" %}')
