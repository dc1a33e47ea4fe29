"""Charts: lengths proportional to figures, every word present, nothing breaks out, paper shows the same."""

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shnor_portal.common.charts import Chart, Series, horizontal_bars, lines, twin_table, vertical_bars
from shnor_portal.common.charts.bars import PLOT_HEIGHT
from shnor_portal.common.charts.lines import scale_top

SVG = "{http://www.w3.org/2000/svg}"
PATTERN = f"{SVG}pattern"
DRAWERS = [vertical_bars, horizontal_bars, lines]
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
figures = st.none() | st.integers(0, 10_000) | st.fractions(0, 100)


@st.composite
def charts(draw) -> Chart:
    count = draw(st.integers(1, 9))
    rows = draw(st.integers(1, 4))
    row = st.lists(figures, min_size=count, max_size=count)
    series = [Series(draw(words), draw(row)) for _ in range(rows)]
    names = draw(st.lists(words, min_size=count, max_size=count))
    return Chart("c1", draw(words), draw(words), names, series, "Вид")


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def bars(root: ElementTree.Element, series: int, side: str) -> list[float]:
    """Sizes of the bars of a series, legend keys apart."""
    found = [rect for rect in root.iter(f"{SVG}rect") if f"chart-stroke-{series}" in (rect.get("class") or "")]
    return [float(rect.attrib[side]) for rect in found if (rect.get("width"), rect.get("height")) != ("14", "14")]


def pattern_source(node: ElementTree.Element) -> str:
    return ElementTree.tostring(node, "unicode")


def texts(root: ElementTree.Element) -> list[str]:
    return [node.text or "" for node in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("drawer", DRAWERS)
@given(chart=charts())
def test_drawing_is_well_formed_and_obeys_the_policy(drawer, chart):
    root = parsed(drawer(chart))
    for node in root.iter():
        assert node.tag != f"{SVG}script"
        assert not {name for name in node.attrib if name == "style" or name.startswith("on")}


@pytest.mark.parametrize("drawer", DRAWERS)
@given(chart=charts())
def test_drawing_has_a_name_and_a_description(drawer, chart):
    root = parsed(drawer(chart))
    named = {node.get("id"): node.text or "" for node in root if node.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.attrib["aria-labelledby"].split() == ["c1-t", "c1-d"]
    assert named == {"c1-t": chart.title, "c1-d": chart.summary}


@pytest.mark.parametrize("drawer", DRAWERS)
@given(chart=charts())
def test_every_label_and_known_figure_is_written(drawer, chart):
    written = " ".join(texts(parsed(drawer(chart)))).split()
    for category in chart.categories:
        assert set(category.split()) <= set(written)
    for row in chart.series:
        for place, value in enumerate(row.values):
            if value is not None:
                assert set(row.text(place).split()) <= set(written)


@given(values=st.lists(st.integers(0, 5000), min_size=1, max_size=12))
def test_heights_are_proportional(values):
    chart = Chart("c1", "т", "о", ["к"] * len(values), [Series("с", values)])
    heights = bars(parsed(vertical_bars(chart)), 1, "height")
    top = max(values) or 1
    expected = [PLOT_HEIGHT * value / top for value in values if value]
    assert heights == pytest.approx(expected, abs=0.01)


@given(values=st.lists(st.integers(1, 5000), min_size=2, max_size=12))
def test_lengths_are_proportional(values):
    chart = Chart("c1", "т", "о", ["к"] * len(values), [Series("с", values)])
    lengths = bars(parsed(horizontal_bars(chart)), 1, "width")
    longest = max(lengths)
    assert [length / longest for length in lengths] == pytest.approx(
        [value / max(values) for value in values], abs=1e-4
    )


@pytest.mark.parametrize("drawer", [vertical_bars, horizontal_bars])
def test_missing_is_said_and_zero_is_zero(drawer):
    chart = Chart("c1", "т", "о", ["а", "б", "в"], [Series("с", [None, 0, 5])])
    root = parsed(drawer(chart))
    assert len(bars(root, 1, "height")) == 1
    assert "нет данных" in texts(root)
    assert "0" in texts(root)


def test_line_breaks_where_data_is_missing():
    chart = Chart("c1", "т", "о", ["1", "2", "3", "4", "5"], [Series("с", [10, 20, None, 30, 40])])
    ways = [node for node in parsed(lines(chart)).iter(f"{SVG}path") if node.get("fill") == "none"]
    assert len(ways) == 2


def test_series_differ_without_colour():
    rows = [Series(str(number), [number, number]) for number in range(1, 5)]
    chart = Chart("c1", "т", "о", ["а", "б"], rows)
    drawing = parsed(vertical_bars(chart))
    fills = {rect.get("fill") for rect in drawing.iter(f"{SVG}rect") if "stroke" in rect.get("class", "")}
    bare = [re.sub(r'(fill|stroke|class|id)="[^"]*"', "", svg) for svg in map(pattern_source, drawing.iter(PATTERN))]
    dashes = {node.get("stroke-dasharray") for node in parsed(lines(chart)).iter(f"{SVG}path")} - {None}
    assert len(fills) == 4
    assert len(set(bare)) == 3
    assert len(dashes) == 4


@given(top=st.fractions(Fraction(1, 1000), 10**9))
def test_scale_covers_the_largest_figure(top):
    assert scale_top(top) >= top


def test_twin_says_the_same_as_the_drawing():
    chart = Chart("c1", "т", "о", ["а", "б"], [Series("2020", [3, None]), Series("2021", [1, 2.25])], "Процедура")
    twin = twin_table(chart)
    assert twin.head == ["Процедура", "2020", "2021"]
    assert twin.rows == [["а", "3", "1"], ["б", "нет данных", "2,3"]]


@pytest.mark.parametrize(
    "parts",
    [
        {"categories": []},
        {"series": []},
        {"series": [Series("с", [1])]},
        {"series": [Series("с", [1, -1])]},
        {"series": [Series("с", [1, float("nan")])]},
        {"series": [Series("с", [1, 2], ["один"])]},
        {"chart_id": 'x" onload="'},
    ],
)
def test_impossible_chart_is_refused(parts):
    whole = {"chart_id": "c1", "title": "т", "summary": "о", "categories": ["а", "б"], "series": [Series("с", [1, 2])]}
    with pytest.raises(ValueError, match=r".+"):
        Chart(**(whole | parts))
