"""Computing a city's indicators anew, beside the bare vectorised count over its pupil rows already in memory."""

from collections.abc import Iterator

import pandas as pd

from diagnostics.models import IndicatorValue, PupilResult
from diagnostics.selectors.tidy_results import results_frame
from diagnostics.services.indicators import recompute_indicators
from shnor_portal.imports.reader.types import Extract
from tests.benchmarks import city as city_of_size
from tests.benchmarks.city import PUPIL_TABLE, YEARS, run_sql
from tests.benchmarks.measure import Case

KEYS = ["school", "procedure", "year"]
LOW_FROM = 0.3


def pupil_frame(city_id: int) -> pd.DataFrame:
    """All pupil rows of the city as a query gives them."""
    paths = ("result__school_id", "result__assessment__procedure", "result__assessment__academic_year")
    rows = PupilResult.objects.filter(municipality_id=city_id).order_by()
    names = [*KEYS, "mark", "score"]
    return pd.DataFrame.from_records(list(rows.values_list(*paths, "mark", "primary_score")), columns=names)


def bare_count(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same figures, bare: by school, procedure and year, then by school and year. Floats, and no word of why."""
    by_mark = frame.groupby([*KEYS, "mark"], observed=True).size().unstack("mark", fill_value=0)
    figures = by_mark.join(frame.groupby(KEYS, observed=True)["score"].agg(["sum", "size"]))
    size = figures["size"]
    figures["failed"] = figures[2] / size
    figures["passed"] = (size - figures[2]) / size
    figures["quality"] = (figures[4] + figures[5]) / size
    figures["mean"] = figures["sum"] / size
    figures["learning"] = (figures[5] + 0.64 * figures[4] + 0.36 * figures[3] + 0.16 * figures[2]) / size
    figures["is_low"] = figures["failed"] >= LOW_FROM
    figures["is_clean"] = figures[2] == 0
    schools = figures.groupby(["school", "year"], observed=True)
    return figures, schools.agg(low=("is_low", "sum"), clean=("is_clean", "sum"), procedures=("size", "count"))


def cases() -> Iterator[Case]:
    city, logins = city_of_size.build_schools()
    city_of_size.apply_all(city, Extract("vpr_v1", list(city_of_size.blocks(logins))))
    frame = pupil_frame(city.pk)

    def read() -> None:
        for year in YEARS:
            results_frame(city.pk, year)

    def recompute() -> None:
        recompute_indicators(municipality_id=city.pk, by=None)

    yield Case(
        "первый расчёт показателей города, 500 тыс. строк участников",
        ours=recompute,
        yardstick=lambda: bare_count(frame),
        read=read,
        allowed=2.0,
        reset=lambda: run_sql(f"TRUNCATE {IndicatorValue._meta.db_table}"),
    )
    yield Case(
        "повторный расчёт тех же показателей без изменений",
        ours=recompute,
        yardstick=lambda: bare_count(frame),
        read=read,
        allowed=2.0,
    )
    run_sql(f"TRUNCATE {PUPIL_TABLE}")
