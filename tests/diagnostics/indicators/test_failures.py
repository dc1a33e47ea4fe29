"""Each kind of procedure fails by its own measure, and what is not known is said, not guessed."""

import pytest

from diagnostics.enums import AssessmentKind, NoDataReason
from diagnostics.indicators.failures import failed_count

VPR, OGE, EGE = AssessmentKind.VPR, AssessmentKind.OGE, AssessmentKind.EGE
MARKS = {2: 7, 3: 10, 4: 5, 5: 1}


@pytest.mark.parametrize("kind", [VPR, OGE])
def test_vpr_and_oge_fail_with_mark_two_whatever_the_points(kind):
    assert failed_count(kind, MARKS, {0: 20, 30: 3}, 8) == 7


def test_ege_fails_below_the_minimum_and_not_at_it():
    assert failed_count(EGE, None, {0: 1, 23: 2, 24: 4, 90: 3}, 24) == 3
    assert failed_count(EGE, None, {24: 4, 90: 3}, 24) == 0


def test_base_mathematics_fails_with_mark_two():
    assert failed_count(EGE, MARKS, None, None) == 7
    assert failed_count(EGE, MARKS, {6: 7, 12: 16}, None) == 7


def test_what_the_source_lacks_is_named():
    assert failed_count(VPR, None, None, None) is NoDataReason.NO_MARKS
    assert failed_count(OGE, {3: 5, 4: 5}, None, None) is NoDataReason.NO_MARKS
    assert failed_count(VPR, {2: None, 3: 5}, None, None) is NoDataReason.NO_MARKS
    assert failed_count(EGE, None, {24: 4}, None) is NoDataReason.NO_THRESHOLD
    assert failed_count(EGE, None, None, 24) is NoDataReason.NO_SCORES
    assert failed_count(EGE, None, {}, 24) is NoDataReason.NO_SCORES
