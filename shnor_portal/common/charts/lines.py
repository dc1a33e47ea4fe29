"""Lines of up to four groups over the same categories (years, as a rule): a cohort beside another."""

from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString

from shnor_portal.common.charts import svg
from shnor_portal.common.charts.model import Chart, Value

WIDTH = 600
LEFT, RIGHT = 46, 130
HEAD, PLOT_HEIGHT = 16, 220
LABEL_GAP = 16
DASHES = ("none", "7 4", "2 3", "9 3 2 3")
MARKS = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    "M-4 -4h8v8h-8z",
    "M0 -5l5 9h-10z",
    "M0 -5l5 5l-5 5l-5 -5z",
)
Point = tuple[float, float]


def lines(chart: Chart) -> SafeString:
    """Lines with a mark and a figure at each point; a gap where there is no data."""
    base = HEAD + PLOT_HEIGHT
    labels = [svg.wrap(category, _step(chart) - 8) for category in chart.categories]
    pieces = [_grid(scale_top(chart.top))]
    for place, rows in enumerate(labels):
        pieces.append(svg.block(_x(chart, place), base + 22, rows, "middle"))
    pieces += [_series(chart, order) for order in range(len(chart.series))]
    pieces += [_figures(chart, place) for place in range(len(chart.categories))]
    pieces.append(_names(chart))
    height = base + 16 + svg.TEXT_SIZE * 1.25 * max(len(rows) for rows in labels)
    return svg.drawing(chart, WIDTH, height, svg.join(pieces))


def scale_top(top: Value) -> float:
    """The smallest of 1, 2, 4, 5, 8, 10 × a power of ten that is not below the largest figure."""
    power = 10.0 ** (len(str(int(top))) - 1)
    return next(step * power for step in (1, 2, 4, 5, 8, 10) if step * power >= top)


def _step(chart: Chart) -> float:
    """Room between two categories."""
    return (WIDTH - LEFT - RIGHT) / max(len(chart.categories) - 1, 1)


def _x(chart: Chart, place: int) -> float:
    return LEFT + 20 + place * (WIDTH - LEFT - RIGHT - 40) / max(len(chart.categories) - 1, 1)


def _y(chart: Chart, value: Value) -> float:
    return HEAD + PLOT_HEIGHT * (1 - float(value) / scale_top(chart.top))


def _grid(top: float) -> SafeString:
    """Five level lines with their figures; the lowest is the axis."""
    pieces = []
    for quarter in range(5):
        y = HEAD + PLOT_HEIGHT * (1 - quarter / 4)
        figure = svg.number(top * quarter / 4).replace(".", ",")
        pieces += [
            svg.line(LEFT, y, WIDTH - RIGHT, y, "grid" if quarter else "axis"),
            svg.text(LEFT - 8, y + 4, figure, "end", css="soft"),
        ]
    return svg.join(pieces)


def _series(chart: Chart, order: int) -> SafeString:
    row = chart.series[order]
    points: list[Point | None] = [
        None if value is None else (_x(chart, place), _y(chart, value)) for place, value in enumerate(row.values)
    ]
    runs = [list(run) for known, run in groupby(points, key=lambda point: point is not None) if known]
    pieces = [_path([point for point in run if point], order) for run in runs]
    pieces += [_mark(*point, order) for point in points if point]
    return svg.join(pieces)


def _path(run: list[Point], order: int) -> SafeString:
    way = "M" + "L".join(f"{svg.number(x)} {svg.number(y)}" for x, y in run)
    template = '<path d="{}" class="chart-stroke-{}" fill="none" stroke="{}" stroke-width="2" stroke-dasharray="{}"/>'
    return format_html(template, way, order + 1, svg.COLOURS[order], DASHES[order])


def _mark(x: float, y: float, order: int) -> SafeString:
    template = '<path d="{}" transform="translate({} {})" class="chart-fill-{}" fill="{}"/>'
    return format_html(template, MARKS[order], svg.number(x), svg.number(y), order + 1, svg.COLOURS[order])


def _figures(chart: Chart, place: int) -> SafeString:
    """Figures of one category: the highest above its point, the others below theirs, kept apart."""
    known = [(_y(chart, value), row.text(place)) for row in chart.series if (value := row.values[place]) is not None]
    pieces, lowest = [], float("-inf")
    for order, (y, figure) in enumerate(sorted(known)):
        baseline = y + 19 if order else y - 9
        lowest = max(baseline, lowest + LABEL_GAP)
        pieces.append(svg.text(_x(chart, place), lowest, figure, "middle", weight=600))
    return svg.join(pieces)


def _names(chart: Chart) -> SafeString:
    """Names at the ends of the lines, moved apart where the lines end close together."""
    ends = []
    for order, row in enumerate(chart.series):
        known = [value for value in row.values if value is not None]
        ends.append((_y(chart, known[-1]) if known else float(HEAD + PLOT_HEIGHT), order, row.label))
    pieces, lowest = [], float("-inf")
    for y, order, label in sorted(ends):
        lowest = max(y, lowest + LABEL_GAP)
        x = WIDTH - RIGHT + 8
        pieces += [_mark(x, lowest, order), svg.text(x + 10, lowest + 4, label)]
    return svg.join(pieces)
