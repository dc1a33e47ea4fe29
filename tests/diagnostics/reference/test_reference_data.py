"""Reference figures: what was held, which minima and scales apply, and that «not known» is not «not held»."""

import pytest

from diagnostics.procedures import ProcedureKey
from diagnostics.reference.calendar import availability, calendar_entry
from diagnostics.reference.provenance import Availability, Provenance, Trust
from diagnostics.reference.scales import MarkScale, mark_scale
from diagnostics.reference.thresholds import ege_threshold

HELD, PARTLY, NOT_HELD, UNKNOWN = Availability.HELD, Availability.PARTLY, Availability.NOT_HELD, Availability.UNKNOWN


def key(code):
    return ProcedureKey.parse(code)


def scale_of(code, year) -> MarkScale:
    scale = mark_scale(key(code), year).scale
    assert scale is not None
    return scale


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("EGE-11-MA-BASE", 2018, HELD),
        ("EGE-11-MA-BASE", 2019, NOT_HELD),
        ("EGE-11-MA-BASE", 2020, NOT_HELD),
        ("EGE-11-MA-BASE", 2021, HELD),
        ("EGE-11-MA-PROFILE", 2019, HELD),
        ("EGE-11-MA", 2021, NOT_HELD),
        ("EGE-11-RU", 2019, HELD),
        ("EGE-11-RU", 2030, UNKNOWN),
        ("EGE-11-CHI", 2017, NOT_HELD),
        ("EGE-11-CHI", 2018, HELD),
        ("EGE-11-WORLD", 2021, NOT_HELD),
        ("OGE-9-MA", 2018, HELD),
        ("OGE-9-MA", 2019, NOT_HELD),
        ("OGE-9-MA", 2020, HELD),
        ("OGE-9-BIO", 2020, NOT_HELD),
        ("OGE-9-BIO", 2021, HELD),
        ("OGE-9-BIO", 2010, UNKNOWN),
        ("VPR-6-MA", 2017, PARTLY),
        ("VPR-6-MA", 2018, HELD),
        ("VPR-7-MA", 2018, PARTLY),
        ("VPR-8-MA", 2018, NOT_HELD),
        ("VPR-5-MA", 2019, HELD),
        ("VPR-5-BIO", 2019, UNKNOWN),
        ("VPR-6-HIST", 2020, PARTLY),
        ("VPR-6-PHYS", 2020, NOT_HELD),
        ("VPR-7-ENG", 2022, PARTLY),
        ("VPR-7-ENG", 2023, NOT_HELD),
        ("VPR-11-HIST", 2023, PARTLY),
        ("VPR-10-RU", 2023, NOT_HELD),
        ("VPR-10-RU", 2024, HELD),
        ("VPR-10-BIO", 2024, NOT_HELD),
        ("VPR-10-BIO", 2025, PARTLY),
        ("VPR-6-SOC", 2024, PARTLY),
        ("VPR-6-SOC", 2025, NOT_HELD),
        ("VPR-7-MA-ADVANCED", 2024, PARTLY),
        ("VPR-7-MA-ADVANCED", 2023, NOT_HELD),
        ("VPR-6-MA-ADVANCED", 2024, NOT_HELD),
        ("VPR-7-MA-PROFILE", 2024, NOT_HELD),
        ("VPR-4-RU", 2012, UNKNOWN),
    ],
)
def test_calendar_tells_held_from_not_held_and_from_unknown(code, year, expected):
    assert availability(key(code), year) is expected


def test_municipality_may_correct_the_calendar_for_one_year():
    overrides = {("OGE-9-MA", 2019): "held", ("VPR-5-RU", 2018): NOT_HELD}
    assert availability(key("OGE-9-MA"), 2019, overrides) is HELD
    assert availability(key("VPR-5-RU"), 2018, overrides) is NOT_HELD
    assert availability(key("OGE-9-RU"), 2019, overrides) is NOT_HELD
    with pytest.raises(ValueError, match="perhaps"):
        availability(key("OGE-9-MA"), 2019, {("OGE-9-MA", 2019): "perhaps"})


def test_calendar_names_its_source_and_the_autumn_campaign():
    entry = calendar_entry(key("VPR-5-MA"), 2019)
    assert "осень 2020" in entry.dates
    assert entry.provenance.source
    assert entry.provenance.trust.label == "подтверждено источником"
    assert NOT_HELD.label == "не проводилась"


@pytest.mark.parametrize(
    ("code", "minimum"),
    [
        ("EGE-11-RU", 24),
        ("EGE-11-MA-PROFILE", 27),
        ("EGE-11-PHYS", 36),
        ("EGE-11-INF", 40),
        ("EGE-11-HIST", 32),
        ("EGE-11-LIT", 32),
        ("EGE-11-GEO", 37),
        ("EGE-11-SOC", 42),
        ("EGE-11-ENG", 22),
    ],
)
@pytest.mark.parametrize("year", [2017, 2021, 2025])
def test_certificate_minimum(code, minimum, year):
    entry = ege_threshold(key(code), year)
    assert (entry.availability, entry.minimum, entry.by_mark) == (HELD, minimum, False)
    assert entry.provenance.trust is (Trust.CONFIRMED if year == 2025 else Trust.COMMON)


def test_base_mathematics_is_judged_by_mark_and_only_where_held():
    held = ege_threshold(key("EGE-11-MA-BASE"), 2021)
    assert (held.availability, held.minimum, held.by_mark) == (HELD, None, True)
    not_held = ege_threshold(key("EGE-11-MA-BASE"), 2020)
    assert (not_held.availability, not_held.minimum, not_held.by_mark) == (NOT_HELD, None, False)


def test_minimum_of_a_year_not_in_the_table_is_unknown_until_given():
    assert ege_threshold(key("EGE-11-RU"), 2026).availability is UNKNOWN
    own = ege_threshold(key("EGE-11-RU"), 2026, {("EGE-11-RU", 2026): 25})
    assert own.minimum == 25
    with pytest.raises(ValueError, match="VPR"):
        ege_threshold(key("VPR-5-RU"), 2020)


@pytest.mark.parametrize(
    ("code", "year", "points", "mark"),
    [
        ("VPR-6-MA", 2020, 5, 2),
        ("VPR-6-MA", 2020, 6, 3),
        ("VPR-6-RU", 2020, 45, 5),
        ("VPR-8-CHEM", 2020, 18, 3),
        ("OGE-9-RU", 2018, 14, 2),
        ("OGE-9-RU", 2018, 34, 5),
        ("OGE-9-RU", 2022, 23, 4),
        ("OGE-9-RU", 2025, 25, 3),
        ("OGE-9-MA", 2025, 8, 3),
    ],
)
def test_scale_gives_the_mark_by_points(code, year, points, mark):
    assert scale_of(code, year).mark_by_points(points) == mark


def test_scale_says_what_points_do_not_show_and_refuses_what_lies_outside():
    scale = scale_of("OGE-9-MA", 2022)
    assert "геометрии" in scale.conditions[0]
    with pytest.raises(ValueError, match="32"):
        scale.mark_by_points(32)


def test_scale_not_held_and_not_known_are_two_answers():
    assert mark_scale(key("OGE-9-MA"), 2019).availability is NOT_HELD
    assert mark_scale(key("VPR-6-MA"), 2024).availability is UNKNOWN
    assert mark_scale(key("OGE-9-BIO"), 2022).availability is UNKNOWN


def test_region_may_set_its_own_scale():
    own = MarkScale((5, 14, 21), Provenance("Приказ министерства региона", Trust.CONFIRMED), 31)
    assert mark_scale(key("OGE-9-MA"), 2022, {("OGE-9-MA", 2022): own}).scale == own


@pytest.mark.parametrize("year", range(2017, 2026))
@pytest.mark.parametrize("code", ["VPR-4-RU", "VPR-6-MA", "VPR-8-RU", "OGE-9-RU", "OGE-9-MA"])
def test_every_scale_rises_within_its_maximum(code, year):
    scale = mark_scale(key(code), year).scale
    if scale is not None:
        bounds = scale.upper_bounds
        assert 0 < bounds[0] < bounds[1] < bounds[2] < (scale.maximum or 100)
