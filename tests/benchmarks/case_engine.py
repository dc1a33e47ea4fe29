"""Computing a city's indicators anew, beside the bare vectorised count over its pupil rows already in memory."""

from collections.abc import Iterator

import pandas as pd

from diagnostics.models import PupilResult
from diagnostics.selectors.tidy_results import results_frame
from diagnostics.services.indicators import recompute_indicators
from shnor_portal.imports.reader.types import Extract
from tests.benchmarks import city as city_of_size
from tests.benchmarks.city import PUPIL_TABLE, YEARS, run_sql
from tests.benchmarks.measure import Case

KEYS = ["school", "procedure", "year"]


def pupil_frame(city_id: int) -> pd.DataFrame:
    """All pupil rows of the city as columns, keys as categories: the best a computation may start from."""
    paths = ("result__school_id", "result__assessment__procedure", "result__assessment__academic_year")
    rows = PupilResult.objects.filter(municipality_id=city_id).order_by()
    frame = pd.DataFrame.from_records(
        list(rows.values_list(*paths, "mark", "primary_score")), columns=[*KEYS, "mark", "score"]
    )
    return frame.astype(dict.fromkeys(KEYS, "category"))


def bare_count(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts of marks, participants and sums of points by school, procedure and year, and shares of them."""
    marks = frame.groupby([*KEYS, "mark"], observed=True).size().unstack("mark", fill_value=0)
    points = frame.groupby(KEYS, observed=True)["score"].agg(["sum", "size"])
    figures = marks.join(points)
    figures["failed"] = figures[2] / figures["size"]
    figures["quality"] = (figures[4] + figures[5]) / figures["size"]
    figures["mean"] = figures["sum"] / figures["size"]
    return figures


def cases() -> Iterator[Case]:
    city, logins = city_of_size.build_schools()
    city_of_size.apply_all(city, Extract("vpr_v1", list(city_of_size.blocks(logins))))
    frame = pupil_frame(city.pk)

    def read() -> None:
        for year in YEARS:
            results_frame(city.pk, year)

    yield Case(
        "пересчёт показателей города, 500 тыс. строк участников",
        ours=lambda: recompute_indicators(municipality_id=city.pk, by=None),
        yardstick=lambda: bare_count(frame),
        read=read,
        allowed=2.0,
    )
    run_sql(f"TRUNCATE {PUPIL_TABLE}")
