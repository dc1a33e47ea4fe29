"""What a chart is made of, whatever way it is drawn."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from shnor_portal.common.numbers import format_decimal
from shnor_portal.common.ui import TwinTable

Value = int | float | Fraction
NO_DATA = "нет данных"
MAX_SERIES = 4
_IDENTIFIER = re.compile(r"\A[a-z][a-z0-9-]*\Z")


@dataclass(frozen=True, slots=True)
class Series:
    """One row of figures, one per category; None is «нет данных» and is never drawn as zero.

    `texts` are the figures as they are to be printed («38,5 %»); without them whole numbers are printed
    as they are and others with one decimal.
    """

    label: str
    values: Sequence[Value | None]
    texts: Sequence[str] = ()

    def text(self, place: int) -> str:
        if self.texts:
            return self.texts[place]
        value = self.values[place]
        if value is None:
            return NO_DATA
        return str(value) if isinstance(value, int) else format_decimal(Fraction(value), 1)


@dataclass(frozen=True, slots=True)
class Chart:
    """Categories along one axis, one to four series along the other.

    `chart_id` must be unique on the page (patterns and descriptions refer to it); `summary` is the sentence
    a blind reader hears. Raises ValueError when lengths differ, a figure is negative or not finite, or there
    is nothing to draw.
    """

    chart_id: str
    title: str
    summary: str
    categories: Sequence[str]
    series: Sequence[Series]
    category_head: str = ""

    def __post_init__(self) -> None:
        if not _IDENTIFIER.match(self.chart_id):
            raise ValueError(f"not an identifier: {self.chart_id!r}")
        if not self.categories or not 1 <= len(self.series) <= MAX_SERIES:
            raise ValueError("a chart needs categories and one to four series")
        for row in self.series:
            if len(row.values) != len(self.categories) or len(row.texts) not in (0, len(self.categories)):
                raise ValueError(f"series {row.label!r} and the categories differ in length")
            if any(value is not None and not (math.isfinite(value) and value >= 0) for value in row.values):
                raise ValueError(f"series {row.label!r} holds a negative or infinite figure")

    @property
    def top(self) -> Value:
        """The largest figure; 1 when all are zero or absent, so that a scale always exists."""
        return max((value for row in self.series for value in row.values if value is not None), default=0) or 1


def twin_table(chart: Chart) -> TwinTable:
    """The chart's figures as a table: categories down, series across."""
    head = [chart.category_head, *(row.label for row in chart.series)]
    rows = [[category, *(row.text(place) for row in chart.series)] for place, category in enumerate(chart.categories)]
    return TwinTable(head, rows)
