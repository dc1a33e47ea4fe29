"""Bars, standing and lying. Lengths are proportional to the figures and always start from zero."""

from django.utils.safestring import SafeString

from shnor_portal.common.charts import svg
from shnor_portal.common.charts.model import Chart

WIDTH = 600
PLOT_HEIGHT = 200
LABEL_WIDTH = 210
VALUE_WIDTH = 92
LINE_HEIGHT = svg.TEXT_SIZE * 1.25


def vertical_bars(chart: Chart) -> SafeString:
    """Standing bars: up to about twelve categories with short names."""
    head = 46.0 if len(chart.series) > 1 else 24.0
    base = head + PLOT_HEIGHT
    cell = WIDTH / len(chart.categories)
    labels = [svg.wrap(category, cell - 8) for category in chart.categories]
    pieces = [svg.legend(chart, 4, 16)]
    for place, rows in enumerate(labels):
        pieces += [_standing(chart, place, cell, base), svg.block((place + 0.5) * cell, base + 20, rows, "middle")]
    pieces.append(svg.line(0, base, WIDTH, base))
    height = base + 14 + LINE_HEIGHT * max(len(rows) for rows in labels)
    return svg.drawing(chart, WIDTH, height, svg.join(pieces))


def _standing(chart: Chart, place: int, cell: float, base: float) -> SafeString:
    """The bars of one category, their figures above them."""
    width = min(cell * 0.72, 64.0 * len(chart.series)) / len(chart.series)
    left = (place + 0.5) * cell - width * len(chart.series) / 2
    pieces = []
    for order, row in enumerate(chart.series):
        value = row.values[place]
        height = 0.0 if value is None else float(value / chart.top) * PLOT_HEIGHT
        x = left + order * width
        if height:
            pieces.append(svg.bar(chart, order, x, base - height, width - 2, height))
        css = "soft" if value is None else "text"
        pieces.append(svg.text(x + width / 2 - 1, base - height - 6, row.text(place), "middle", css=css, weight=600))
    return svg.join(pieces)


def horizontal_bars(chart: Chart) -> SafeString:
    """Lying bars: any number of categories, names as long as two lines."""
    thick = 18.0 if len(chart.series) == 1 else 15.0
    y = 8.0 if len(chart.series) == 1 else 34.0
    start = y
    pieces = [svg.legend(chart, 4, 18)]
    for place, category in enumerate(chart.categories):
        rows = svg.wrap(category, LABEL_WIDTH - 12, limit=2)
        height = max(thick * len(chart.series), LINE_HEIGHT * len(rows))
        first = y + height / 2 - LINE_HEIGHT * len(rows) / 2 + svg.TEXT_SIZE
        pieces += [svg.block(LABEL_WIDTH - 10, first, rows, "end"), _lying(chart, place, y, height, thick)]
        y += height + 9
    pieces.append(svg.line(LABEL_WIDTH, start - 4, LABEL_WIDTH, y - 5))
    return svg.drawing(chart, WIDTH, y, svg.join(pieces))


def _lying(chart: Chart, place: int, y: float, height: float, thick: float) -> SafeString:
    """The bars of one category, their figures behind them."""
    top = y + (height - thick * len(chart.series)) / 2
    pieces = []
    for order, row in enumerate(chart.series):
        value = row.values[place]
        length = 0.0 if value is None else float(value / chart.top) * (WIDTH - LABEL_WIDTH - VALUE_WIDTH)
        line_top = top + order * thick
        if length:
            pieces.append(svg.bar(chart, order, LABEL_WIDTH, line_top, length, thick - 2))
        css = "soft" if value is None else "text"
        pieces.append(
            svg.text(LABEL_WIDTH + length + 7, line_top + thick / 2 + 4, row.text(place), css=css, weight=600)
        )
    return svg.join(pieces)
