"""Numerators and denominators over whole columns; one function, one formula of the catalogue.

A column cell that is missing makes the result of that row missing: pandas' nullable integers carry it
through every sum. All results are `Int64`.
"""

import pandas as pd

Columns = tuple[pd.Series, pd.Series]


def share_failed(rows: pd.DataFrame) -> Columns:
    """Failed of participants: R01, R06, R07 and R08 of one procedure."""
    return rows["failed"], rows["participants"]


def share_passed(rows: pd.DataFrame) -> Columns:
    """R02: marks 3, 4 and 5 of participants."""
    return rows["m3"] + rows["m4"] + rows["m5"], rows["participants"]


def quality(rows: pd.DataFrame) -> Columns:
    """R03: marks 4 and 5 of participants."""
    return rows["m4"] + rows["m5"], rows["participants"]


def mean_score(rows: pd.DataFrame) -> Columns:
    """R04: primary scores of all the points that the marked papers could bring."""
    return rows["score_sum"], rows["scored"] * rows["max_score"]


def learning_degree(rows: pd.DataFrame) -> Columns:
    """R05: the degree of learning, weights 1, 0.64, 0.36 and 0.16 held as whole hundredths."""
    weighted = 100 * rows["m5"] + 64 * rows["m4"] + 36 * rows["m3"] + 16 * rows["m2"]
    return weighted, 100 * rows["participants"]
