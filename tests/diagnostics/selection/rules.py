"""Small rules and results that the tests of selection share."""

from diagnostics.reference.provenance import Availability
from diagnostics.selection.evaluation import evaluate
from diagnostics.selection.outcomes import ResultInput, SchoolInput
from diagnostics.selection.reading import read_definition

P = ("VPR-5-RU", "VPR-6-MA", "OGE-9-MA")
YEAR = 2018


def always_held(_procedure, _year):
    return Availability.HELD


def make_rule(**changes):
    data = {
        "code": "r",
        "title": "Правило",
        "procedures": list(P),
        "low": {"metric": "share_fail", "op": ">=", "value": 30},
        "combine": {"any": [{"count_low_at_least": 2}]},
    }
    return read_definition({**data, **changes})


def result(procedure, failed, participants=10, year=YEAR, school="s", **more):
    return ResultInput(school, procedure, year, participants, failed, f"{procedure}@{year}", **more)


def judge(rule, results, school=None, calendar=always_held, year=YEAR):
    """The outcome of one school."""
    return evaluate(rule, [school or SchoolInput("s")], results, year, calendar)[0]
