"""Charts: numbers to SVG on the server, the same drawing on a page and on paper."""

from shnor_portal.common.charts.bars import horizontal_bars, vertical_bars
from shnor_portal.common.charts.gantt import gantt
from shnor_portal.common.charts.lines import lines
from shnor_portal.common.charts.model import Chart, Series, twin_table

__all__ = ["Chart", "Series", "gantt", "horizontal_bars", "lines", "twin_table", "vertical_bars"]
