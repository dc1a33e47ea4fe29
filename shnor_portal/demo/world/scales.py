"""Scales and task lists of the invented forms: how points turn into marks and test scores.

Bounds of ВПР marks are those of the 2020–21 forms, of ОГЭ those recommended in 2019, of ЕГЭ base mathematics those
in force before 2022. Test scores of the other two ЕГЭ follow straight lines between known points, the
certificate minimum among them (24 in Russian, 27 in profile mathematics).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from diagnostics.enums import AssessmentKind, Subject
from diagnostics.procedures import ProcedureKey
from shnor_portal.demo.world.city import EGE_BASE, EGE_PROFILE, EGE_RU, OGE_MA, OGE_RU

_DIFFICULTY_SHARES = (0.6, 0.9)  # first tasks are basic, then raised, the last ones high


@dataclass(frozen=True)
class Form:
    """One form: task labels with maxima, and the highest primary score of «2», «3», «4» and «5».

    `short` is the number of leading tasks with a short answer (exams only).
    """

    labels: tuple[str, ...]
    maxima: tuple[int, ...]
    bounds: tuple[int, int, int, int]
    short: int = 0

    @property
    def maximum(self) -> int:
        return self.bounds[3]

    @cached_property
    def difficulties(self) -> tuple[str, ...]:
        """Б, П or В for each task."""
        basic, raised = (share * len(self.labels) for share in _DIFFICULTY_SHARES)
        return tuple("Б" if i < basic else "П" if i < raised else "В" for i in range(len(self.labels)))

    def band(self, mark: int) -> tuple[int, int]:
        """Lowest and highest primary score of a mark from 2 to 5."""
        return (0 if mark == 2 else self.bounds[mark - 3] + 1), self.bounds[mark - 2]


_VPR_TASKS = {
    (4, Subject.MA): "1:1 2:1 3:2 4:1 5.1:1 5.2:1 6.1:1 6.2:1 7:1 8:2 9.1:1 9.2:1 10:2 11:2 12:2",
    (5, Subject.MA): "1:1 2:1 3:1 4:1 5:1 6:2 7:1 8:1 9:2 10:2 11.1:1 11.2:1 12.1:1 12.2:1 13:1 14:2",
    (6, Subject.MA): "1:1 2:1 3:1 4:1 5:1 6:1 7:1 8:1 9:2 10:1 11:2 12:1 13:2",
    (7, Subject.MA): "1:1 2:1 3:1 4:1 5:1 6:1 7:1 8:1 9:1 10:1 11:1 12:2 13:1 14:2 15:1 16:2",
    (8, Subject.MA): ("1:1 2:1 3:1 4:1 5:1 6:2 7:1 8:2 9:1 10:1 11:1 12:1 13:1 14:1 15:2 16.1:1 16.2:1 17:1 18:2 19:2"),
    (4, Subject.RU): (
        "1К1:4 1К2:3 2:3 3.1:1 3.2:3 4:2 5:1 6:2 7:3 8:2 9:1 10:1 11:2 12.1:1 12.2:2 13.1:1 13.2:2 14:1 15.1:2 15.2:1"
    ),
    (5, Subject.RU): (
        "1К1:4 1К2:3 1К3:2 2К1:3 2К2:3 2К3:3 2К4:3 3:2 4.1:3 4.2:2 5.1:2 5.2:1 6.1:2 6.2:1 7.1:2 7.2:1 8:2 9:2 10:1"
        " 11:1 12:2"
    ),
    (6, Subject.RU): (
        "1К1:4 1К2:3 1К3:2 2К1:3 2К2:3 2К3:3 2К4:3 3.1:1 3.2:1 4:2 5:4 6:2 7.1:1 7.2:1 8.1:2 8.2:1 9:2 10:3 11:2"
        " 12.1:1 12.2:2 13.1:1 13.2:1 14.1:2 14.2:1"
    ),
    (7, Subject.RU): (
        "1К1:4 1К2:3 1К3:2 2К1:3 2К2:3 2К3:3 2К4:3 3.1:1 3.2:1 4.1:1 4.2:1 5:1 6:2 7.1:1 7.2:1 8.1:2 8.2:1 9:2 10:1"
        " 11.1:2 11.2:3 12:1 13.1:1 13.2:1 14:3"
    ),
    (8, Subject.RU): (
        "1К1:4 1К2:3 1К3:2 2К1:3 2К2:3 2К3:3 3.1:2 3.2:2 4:2 5.1:1 5.2:1 6:2 7:2 8:4 9:3 10:2 11.1:2 11.2:2 12:1"
        " 13:1 14:1 15.1:1 15.2:2 16:1 17:1"
    ),
}
_VPR_BOUNDS = {
    Subject.MA: {4: (5, 9, 14, 20), 5: (6, 10, 14, 20), 6: (5, 9, 13, 16), 7: (6, 11, 15, 19), 8: (7, 14, 20, 25)},
    Subject.RU: {
        4: (13, 23, 32, 38),
        5: (17, 28, 38, 45),
        6: (24, 34, 44, 51),
        7: (21, 31, 41, 47),
        8: (25, 31, 44, 51),
    },
}
# Maxima of tasks in order, and how many of the first have a short answer. For ЕГЭ with a test score the bounds
# split primary scores: below the minimum, then three bands.
_EXAM_FORMS = {
    OGE_RU: ((2, 3, 2, *[1] * 13, 2, 3, 2, 2, 2, 2, 2, 2, 2), 16, (14, 24, 33, 39)),
    OGE_MA: ((*[1] * 20, *[2] * 6), 20, (7, 14, 21, 32)),
    EGE_RU: ((*[1] * 7, 5, *[1] * 7, 2, *[1] * 9, 4, 1, 5, 1, 1, 2, 2, 3, 3, 2, 2, 1, 1), 26, (9, 30, 44, 58)),
    EGE_PROFILE: ((*[1] * 12, 2, 2, 2, 3, 3, 4, 4), 12, (5, 10, 15, 32)),
    EGE_BASE: ((1,) * 20, 20, (6, 11, 16, 20)),
}
_TEST_SCORE_POINTS = {
    EGE_RU: ((0, 10, 16, 58), (0, 24, 36, 100)),
    EGE_PROFILE: ((0, 6, 12, 17, 32), (0, 27, 62, 80, 100)),
}


def form_of(key: ProcedureKey) -> Form:
    """The form of a procedure, the same in all three years."""
    if key.kind == AssessmentKind.VPR:
        pairs = [word.split(":") for word in _VPR_TASKS[key.grade, key.subject].split()]
        labels, maxima = zip(*pairs, strict=True)
        return Form(labels, tuple(map(int, maxima)), _VPR_BOUNDS[key.subject][key.grade])
    points, short, bounds = _EXAM_FORMS[key]
    return Form(tuple(str(number) for number in range(1, len(points) + 1)), points, bounds, short)


def test_scores(key: ProcedureKey, primary: np.ndarray) -> np.ndarray:
    """Test scores 0–100 of a ЕГЭ; rises with every primary point."""
    xs, ys = _TEST_SCORE_POINTS[key]
    return np.rint(np.interp(primary, xs, ys)).astype(int)
