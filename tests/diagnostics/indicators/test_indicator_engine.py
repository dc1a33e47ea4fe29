"""Indicator values against arithmetic done by hand; a missing count is never a zero."""

import json
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.indicators.engine import LowRule, compute
from diagnostics.indicators.tidy import INPUT_COLUMNS, OUTPUT_COLUMNS
from diagnostics.reference.provenance import Availability
from shnor_portal.common.numbers import compare_share

RULE = LowRule(frozenset({"VPR-5-RU", "VPR-6-MA", "OGE-9-MA"}), Fraction(30))


def row(procedure, school=1, year=2018, batch=7, **counts):
    return {
        "school_id": school,
        "procedure": procedure,
        "academic_year": year,
        **dict.fromkeys(INPUT_COLUMNS[3:-1]),
        "batch_id": batch,
        **counts,
    }


def table(*rows):
    return pd.DataFrame(list(rows), columns=list(rows[0]) if rows else list(INPUT_COLUMNS))


def values(frame, rule=None, calendar=None):
    """The output by (indicator, procedure): (numerator, denominator), or the reason."""
    out = compute(frame, rule, **({"calendar": calendar} if calendar else {}))
    assert list(out.columns) == list(OUTPUT_COLUMNS)
    return {
        (r["indicator"], r["procedure"]): (r["numerator"], r["denominator"]) if r["state"] == "value" else r["reason"]
        for r in out.to_dict("records")
    }


MARKED = {"participants": 20, "m2": 2, "m3": 8, "m4": 6, "m5": 4, "failed": 2}


def test_vpr_indicators_by_hand():
    got = values(table(row("VPR-6-MA", **MARKED, score_sum=240, scored=20, max_score=16)))
    assert got["R01", "VPR-6-MA"] == (2, 20)
    assert got["R02", "VPR-6-MA"] == (18, 20)
    assert got["R03", "VPR-6-MA"] == (10, 20)
    assert got["R04", "VPR-6-MA"] == (240, 320)
    assert got["R05", "VPR-6-MA"] == (100 * 4 + 64 * 6 + 36 * 8 + 16 * 2, 2000)
    assert got["R20", ""] == (18, 20)
    assert len(got) == 6


def test_exam_indicators_apply_where_the_catalogue_says():
    got = values(
        table(
            row("OGE-9-RU", participants=30, failed=3),
            row("OGE-9-BIO", participants=9, failed=1),
            row("EGE-11-RU", participants=40, failed=2),
            row("EGE-11-MA-PROFILE", participants=25, failed=5),
            row("EGE-11-MA-BASE", participants=15, failed=1),
            row("EGE-11-PHYS", participants=10, failed=2),
            row("EGE-11-SOC", participants=12, failed=6),
        )
    )
    assert got == {
        ("R06", "OGE-9-RU"): (3, 30),
        ("R07", "EGE-11-RU"): (2, 40),
        ("R08", "EGE-11-MA-PROFILE"): (5, 25),
        ("R08", "EGE-11-MA-BASE"): (1, 15),
        ("R08", ""): (6, 40),
        ("R09", ""): (8, 22),
        ("R20", ""): (141 - 20, 141),
    }


def test_combined_mathematics_waits_for_both_exams_unless_one_was_not_held():
    profile = row("EGE-11-MA-PROFILE", participants=25, failed=5)
    assert values(table(profile))["R08", ""] == "not_imported"
    nobody = row("EGE-11-MA-BASE", participants=0)
    assert values(table(profile, nobody))["R08", ""] == (5, 25)
    assert values(table({**profile, "academic_year": 2019}))["R08", ""] == (5, 25)
    unsaid = row("EGE-11-MA-BASE", participants=15)
    assert values(table(profile, unsaid))["R08", ""] == "no_marks"


def test_calendar_of_the_municipality_decides_which_exams_were_held():
    profile = row("EGE-11-MA-PROFILE", year=2019, participants=25, failed=5)
    assert values(table(profile), calendar=lambda *_: Availability.HELD)["R08", ""] == "not_imported"


def test_electives_need_every_exam_that_was_taken():
    frame = table(row("EGE-11-PHYS", participants=10, failed=2), row("EGE-11-SOC", participants=12))
    assert values(frame)["R09", ""] == "no_scores"
    assert values(frame.assign(failed_reason=["", "no_threshold"]))["R09", ""] == "no_threshold"


def test_what_is_missing_is_named_and_never_zero():
    got = values(
        table(
            row("VPR-5-RU", participants=20, failed=2, m2=2),
            row("VPR-6-MA", participants=0),
            row("OGE-9-MA"),
            row("VPR-7-MA", participants=5, score_sum=0, scored=0, max_score=16),
        )
    )
    assert got["R01", "VPR-5-RU"] == (2, 20)
    assert got["R02", "VPR-5-RU"] == got["R05", "VPR-5-RU"] == "no_marks"
    assert got["R04", "VPR-5-RU"] == got["R04", "VPR-7-MA"] == "no_scores"
    assert got["R01", "VPR-6-MA"] == "no_participants"
    assert got["R06", "OGE-9-MA"] == "not_imported"
    assert got["R20", ""] == (18, 20)


def test_zero_failures_are_a_value():
    assert values(table(row("OGE-9-MA", participants=10, failed=0)))["R06", "OGE-9-MA"] == (0, 10)


def test_low_procedures_count_inclusively_among_those_with_data():
    frame = table(
        row("VPR-5-RU", participants=10, failed=3),
        row("VPR-6-MA", participants=27, failed=8),
        row("OGE-9-MA", participants=30),
        row("OGE-9-RU", participants=10, failed=9),
    )
    assert values(frame, RULE)["R19", ""] == (1, 2)
    assert ("R19", "") not in values(frame)
    small = LowRule(RULE.procedures, RULE.threshold, min_participants=28)
    assert values(frame.head(1), small)["R19", ""] == "below_minimum"
    assert values(frame.tail(1).assign(procedure="OGE-9-MA", failed=None), RULE)["R19", ""] == "no_marks"


def test_fractional_threshold_is_exact():
    frame = table(row("VPR-5-RU", participants=200, failed=57))
    assert values(frame, LowRule(RULE.procedures, Fraction("28.5")))["R19", ""] == (1, 1)
    assert values(frame, LowRule(RULE.procedures, Fraction("28.5"), op=">"))["R19", ""] == (0, 1)


def test_every_value_names_the_imports_it_came_from():
    out = compute(
        table(
            row("EGE-11-MA-PROFILE", participants=25, failed=5, batch=9),
            row("EGE-11-MA-BASE", participants=15, failed=1, batch=4),
            row("EGE-11-PHYS", participants=5, failed=1, batch=9),
        )
    ).set_index(["indicator", "procedure"])
    assert out.loc[("R08", "EGE-11-MA-BASE"), "batches"] == [4]
    assert out.loc[("R08", ""), "batches"] == [4, 9]
    assert out.loc[("R09", ""), "batches"] == [9]
    assert json.loads(json.dumps(out["batches"].tolist()))


def test_result_without_a_batch_has_an_empty_list():
    out = compute(table(row("OGE-9-MA", participants=10, failed=1, batch=None)))
    assert out["batches"].tolist() == [[], []]


def test_schools_and_years_do_not_mix():
    out = compute(
        table(
            row("OGE-9-MA", school=1, year=2017, participants=10, failed=1),
            row("OGE-9-MA", school=1, year=2018, participants=10, failed=2),
            row("OGE-9-MA", school=2, year=2018, participants=10, failed=3),
        )
    )
    r20 = out[out["indicator"] == "R20"]
    assert r20[["school_id", "academic_year", "numerator"]].values.tolist() == [
        [1, 2017, 9],
        [1, 2018, 8],
        [2, 2018, 7],
    ]


def test_no_rows_give_no_values_with_the_right_columns():
    out = compute(table().astype({"academic_year": "int64"}), RULE)
    assert (list(out.columns), len(out)) == (list(OUTPUT_COLUMNS), 0)


def test_years_before_an_indicator_are_left_out():
    assert values(table(row("VPR-5-RU", year=2010, **MARKED))) == {}


def test_bad_tables_are_refused():
    good = table(row("VPR-5-RU", **MARKED))
    with pytest.raises(ValueError, match="columns missing: m5"):
        compute(good.drop(columns="m5"))
    with pytest.raises(ValueError, match="more than once"):
        compute(pd.concat([good, good]))
    with pytest.raises(ValueError, match="negative count in failed"):
        compute(good.assign(failed=-1))


optional = st.none() | st.integers(0, 30)
codes = st.sampled_from(["VPR-5-RU", "VPR-6-MA", "OGE-9-MA", "EGE-11-MA-PROFILE", "EGE-11-MA-BASE", "EGE-11-PHYS"])
rows = st.builds(
    lambda code, school, marks, known: row(
        code,
        school=school,
        participants=None if None in marks else sum(marks),
        failed=marks[0] if known else None,
        **dict(zip(("m2", "m3", "m4", "m5"), marks, strict=True)),
    ),
    codes,
    st.integers(1, 3),
    st.tuples(optional, optional, optional, optional),
    st.booleans(),
)
tables = st.lists(rows, min_size=1, max_size=12, unique_by=lambda r: (r["school_id"], r["procedure"]))


def obvious(records) -> dict[Any, Any]:
    """R01, R05, R19 and R20 row by row, with plain Python numbers."""
    found: dict[Any, Any] = {}
    for r in records:
        n, failed, school, code = r["participants"], r["failed"], r["school_id"], r["procedure"]
        if code.startswith("VPR"):
            known = n and failed is not None
            found[school, "R01", code] = (failed, n) if known else None
            marks = [r[mark] for mark in ("m5", "m4", "m3", "m2")]
            found[school, "R05", code] = None
            if n:
                degree = sum(Fraction(w, 100) * m for w, m in zip((100, 64, 36, 16), marks, strict=True))
                found[school, "R05", code] = (degree * 100, 100 * n)
        assessed, low, passed, entries = found.get((school, "sums"), (0, 0, 0, 0))
        if n and failed is not None:
            if code in RULE.procedures:
                assessed, low = assessed + 1, low + compare_share(failed, n, ">=", 30)
            passed, entries = passed + n - failed, entries + n
        found[school, "sums"] = (assessed, low, passed, entries)
    return found


@given(tables)
@settings(deadline=None, max_examples=60)
def test_columns_agree_with_rows_one_by_one(records):
    expected = obvious(records)
    out = compute(table(*records), RULE)
    for r in out.to_dict("records"):
        pair = (r["numerator"], r["denominator"]) if r["state"] == "value" else None
        school, indicator = r["school_id"], r["indicator"]
        assert (pair is None) == (r["reason"] != "")
        if indicator in ("R01", "R05"):
            assert pair == expected[school, indicator, r["procedure"]]
        if indicator == "R19":
            assessed, low, *_ = expected[school, "sums"]
            assert pair == ((low, assessed) if assessed else None)
        if indicator == "R20":
            *_, passed, entries = expected[school, "sums"]
            assert pair == ((passed, entries) if entries else None)
