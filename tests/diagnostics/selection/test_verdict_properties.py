"""What holds for every rule and every set of results, against an obvious second implementation."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.enums import SchoolVerdict
from diagnostics.selection.definition import AllOf, AnyOf, CountLow, Distinct, Not, RepeatLow
from diagnostics.selection.evaluation import evaluate
from diagnostics.selection.outcomes import SchoolInput
from tests.diagnostics.selection.rules import YEAR, P, always_held, judge, make_rule, result

YEARS = (YEAR, YEAR - 1)
PLACES = tuple(product(P, YEARS))

subsets = st.sampled_from([None, [P[0]], [P[1], P[2]]])
counts = st.builds(
    lambda k, same, distinct, subset: {
        "count_low_at_least": min(k, len(subset or P)),
        "same_year": same,
        "distinct": distinct,
        **({"procedures": subset} if subset else {}),
    },
    st.integers(1, 3),
    st.booleans(),
    st.sampled_from(["procedure", "result"]),
    subsets,
)
repeats = st.builds(lambda consecutive: {"same_procedure_low_years": 2, "consecutive": consecutive}, st.booleans())
trees = st.recursive(
    counts | repeats,
    lambda parts: (
        st.builds(lambda p: {"not": p}, parts)
        | st.builds(lambda head, p: {head: p}, st.sampled_from(["any", "all"]), st.lists(parts, min_size=1, max_size=2))
    ),
    max_leaves=3,
)
monotone_trees = st.lists(counts | repeats, min_size=1, max_size=3).map(lambda parts: {"any": parts})
counted = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def rule_of(tree, **changes):
    return make_rule(combine=tree, window={"years": 2, "base": "previous_school_year"}, **changes)


def results_of(cells):
    return [result(code, cell[0], cell[1], year) for (code, year), cell in cells.items() if cell is not None]


def holds(condition, low):
    """The condition by definition: `low` maps (procedure, year) to a plain truth value."""
    match condition:
        case AnyOf(items):
            return any(holds(item, low) for item in items)
        case AllOf(items):
            return all(holds(item, low) for item in items)
        case Not(item):
            return not holds(item, low)
        case RepeatLow(years, consecutive, procedures):
            runs = [[low[code, year] for year in YEARS] for code in procedures or P]
            return any(all(run[:years]) if consecutive else sum(run) >= years for run in runs)
        case CountLow(at_least, same_year, distinct, procedures):
            found = [(code, year) for code, year in PLACES if low[code, year] and code in (procedures or P)]
            if same_year:
                return any(sum(at == year for _, at in found) >= at_least for year in YEARS)
            return len(found if distinct is Distinct.RESULT else {code for code, _ in found}) >= at_least
    raise AssertionError(condition)


def is_low(failed, participants):
    return Fraction(failed, participants) >= Fraction(30, 100)


def expected(definition, cells):
    """Every way to complete the missing results, tried one by one."""
    missing = [place for place in PLACES if cells[place] is None]
    known = {place: is_low(*cells[place]) for place in PLACES if cells[place] is not None}
    fillings = product((True, False), repeat=len(missing))
    truths = {holds(definition.combine, known | dict(zip(missing, filling, strict=True))) for filling in fillings}
    if len(truths) == 2:
        return SchoolVerdict.UNKNOWN
    return SchoolVerdict.LISTED if truths == {True} else SchoolVerdict.NOT_LISTED


full = st.fixed_dictionaries(dict.fromkeys(PLACES, counted))
gappy = st.fixed_dictionaries(dict.fromkeys(PLACES, st.none() | counted))


@given(trees, gappy)
@settings(max_examples=400)
def test_verdict_is_what_trying_every_completion_gives(tree, cells):
    definition = rule_of(tree)
    assert judge(definition, results_of(cells)).verdict == expected(definition, cells)


@given(trees, gappy, st.lists(st.sampled_from([(0, 10), (10, 10)]), min_size=6, max_size=6))
def test_completing_the_data_never_overturns_a_settled_verdict(tree, cells, filling):
    definition = rule_of(tree)
    before = judge(definition, results_of(cells)).verdict
    completed = {place: cells[place] or filling[i] for i, place in enumerate(PLACES)}
    after = judge(definition, results_of(completed)).verdict
    assert after != SchoolVerdict.UNKNOWN
    if before != SchoolVerdict.UNKNOWN:
        assert after == before


@given(trees, gappy)
def test_unknown_means_that_both_verdicts_are_still_possible(tree, cells):
    definition = rule_of(tree)
    if judge(definition, results_of(cells)).verdict != SchoolVerdict.UNKNOWN:
        return
    missing = [place for place in PLACES if cells[place] is None]
    seen = set()
    for filling in product([(0, 10), (10, 10)], repeat=len(missing)):
        completed = {**cells, **dict(zip(missing, filling, strict=True))}
        seen.add(judge(definition, results_of(completed)).verdict)
    assert seen == {SchoolVerdict.LISTED, SchoolVerdict.NOT_LISTED}


@given(monotone_trees, full, st.sampled_from(PLACES), st.integers(1, 30))
def test_a_passing_pupil_more_never_lists_a_school(tree, cells, place, passing):
    definition = rule_of(tree)
    failed, participants = cells[place]
    better = {**cells, place: (failed, participants + passing)}
    if judge(definition, results_of(cells)).verdict == SchoolVerdict.NOT_LISTED:
        assert judge(definition, results_of(better)).verdict == SchoolVerdict.NOT_LISTED


@given(monotone_trees, gappy, st.sampled_from(PLACES))
def test_losing_a_result_never_makes_a_school_look_better(tree, cells, place):
    definition = rule_of(tree)
    before = judge(definition, results_of(cells)).verdict
    after = judge(definition, results_of({**cells, place: None})).verdict
    assert after in (before, SchoolVerdict.UNKNOWN)


@given(trees, gappy, gappy, st.randoms(use_true_random=False))
def test_order_of_schools_and_results_does_not_matter(tree, first, second, random):
    definition = rule_of(tree)
    results = [
        replace(one, school_id=school) for school, cells in (("a", first), ("b", second)) for one in results_of(cells)
    ]
    schools = [SchoolInput("a"), SchoolInput("b")]
    straight = evaluate(definition, schools, results, YEAR, always_held)
    random.shuffle(results)
    turned = evaluate(definition, schools[::-1], results, YEAR, always_held)
    assert straight == turned[::-1]


@given(gappy)
def test_k_and_its_possible_growth_are_counted_by_hand(cells):
    outcome = judge(make_rule(), results_of(cells))
    now = [cells[code, YEAR] for code in P]
    assert outcome.low_count == sum(cell is not None and is_low(*cell) for cell in now)
    assert outcome.possible_low_count == outcome.low_count + now.count(None)
    assert outcome.assessed_count == 3 - now.count(None)
