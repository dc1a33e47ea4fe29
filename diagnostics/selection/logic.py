"""What a rule's conditions come to when some results are missing: exact, whatever the tree.

Each result is a cell of options (low or not, at a price). A known result has one option, a missing one
has both for nothing, a result that some pupils could turn over has a second option at that price. The
conditions only count, so all fillings of the cells fall into few counter states; walking the procedures
once and keeping the cheapest way into each state gives every reachable outcome without enumerating the
fillings, and stays exact under `not`, where bounds of the counts would not.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from diagnostics.selection.definition import (
    AllOf,
    AnyOf,
    Atom,
    Condition,
    CountLow,
    Distinct,
    Not,
    RuleDefinition,
    atoms,
)

Option = tuple[bool, int]
Cell = tuple[Option, ...]
Cells = tuple[tuple[Cell, ...], ...]
State = tuple[int, ...]
Test = Callable[[State], bool]

LOW: Cell = ((True, 0),)
NOT_LOW: Cell = ((False, 0),)
OPEN: Cell = ((False, 0), (True, 0))


@dataclass(frozen=True, slots=True)
class Solution:
    """Cheapest price in pupils of the rule coming out true and false, None where no filling does.

    `parts` tells each top condition: true or false in every filling that costs nothing, None when open.
    """

    price_true: int | None
    price_false: int | None
    parts: tuple[bool | None, ...]

    @property
    def holds(self) -> bool | None:
        """The rule itself, three-valued, on the data as they are."""
        return _settled({truth for truth, price in ((True, self.price_true), (False, self.price_false)) if price == 0})


class Solver:
    """One rule's conditions prepared for many schools; equal patterns of cells are solved once."""

    def __init__(self, definition: RuleDefinition) -> None:
        self._codes = [procedure.code for procedure in definition.procedures]
        self._window = definition.window_years
        self._atoms = atoms(definition.combine)
        self._caps = tuple(cap for atom in self._atoms for cap in self._slots(atom))
        self._test = self._compile(definition.combine, self._ranges())
        ranges = self._ranges()
        self._parts = [self._compile(part, ranges) for part in top_conditions(definition.combine)]
        self._memo: dict[Cells, Solution] = {}

    def solve(self, cells: Cells) -> Solution:
        """Cells by procedure in the rule's order, then by year from the results year back."""
        if cells not in self._memo:
            self._memo[cells] = self._summarise(self._walk(cells))
        return self._memo[cells]

    def _walk(self, cells: Cells) -> dict[State, int]:
        states: dict[State, int] = {tuple(0 for _ in self._caps): 0}
        for code, row in zip(self._codes, cells, strict=True):
            steps = self._steps(code, row)
            following: dict[State, int] = {}
            for state, price in states.items():
                for step, extra in steps.items():
                    reached = tuple(map(min, self._caps, map(int.__add__, state, step)))
                    following[reached] = min(price + extra, following.get(reached, price + extra))
            states = following
        return states

    def _steps(self, code: str, row: tuple[Cell, ...]) -> dict[State, int]:
        """What this procedure can add to the counters, each at its cheapest price."""
        steps: dict[State, int] = {}
        for chosen in product(*row):
            lows = [is_low for is_low, _ in chosen]
            price = sum(extra for _, extra in chosen)
            step = tuple(slot for atom in self._atoms for slot in self._added(atom, code, lows))
            steps[step] = min(price, steps.get(step, price))
        return steps

    def _added(self, atom: Atom, code: str, lows: list[bool]) -> Iterable[int]:
        within = lows[: self._window]
        if atom.procedures and code not in atom.procedures:
            return (0 for _ in self._slots(atom))
        if isinstance(atom, CountLow):
            if atom.same_year:
                return map(int, within)
            return (sum(within) if atom.distinct is Distinct.RESULT else int(any(within)),)
        return (int(all(lows[: atom.years]) if atom.consecutive else sum(within) >= atom.years),)

    def _slots(self, atom: Atom) -> tuple[int, ...]:
        """Counters of a condition, each with the value past which nothing changes."""
        if isinstance(atom, CountLow):
            return (atom.at_least,) * (self._window if atom.same_year else 1)
        return (1,)

    def _ranges(self) -> Iterator[tuple[slice, int]]:
        """The counters of each condition in reading order, and the value at which it holds."""
        start = 0
        for atom in self._atoms:
            slots = self._slots(atom)
            yield slice(start, start + len(slots)), slots[0]
            start += len(slots)

    def _compile(self, condition: Condition, ranges: Iterator[tuple[slice, int]]) -> Test:
        """The condition as a question to a counter state; consumes its counters from `ranges`."""
        match condition:
            case AnyOf(items):
                tests = [self._compile(item, ranges) for item in items]
                return lambda state: any(test(state) for test in tests)
            case AllOf(items):
                tests = [self._compile(item, ranges) for item in items]
                return lambda state: all(test(state) for test in tests)
            case Not(item):
                inner = self._compile(item, ranges)
                return lambda state: not inner(state)
        place, needed = next(ranges)
        return lambda state: max(state[place]) >= needed

    def _summarise(self, states: dict[State, int]) -> Solution:
        prices: dict[bool, int] = {}
        for state, price in states.items():
            truth = self._test(state)
            prices[truth] = min(price, prices.get(truth, price))
        free = [state for state, price in states.items() if price == 0]
        parts = tuple(_settled({part(state) for state in free}) for part in self._parts)
        return Solution(prices.get(True), prices.get(False), parts)


def top_conditions(condition: Condition) -> tuple[Condition, ...]:
    """The conditions that are reported one by one: the parts of an outer «any» or «all», or the whole."""
    return condition.items if isinstance(condition, AnyOf | AllOf) else (condition,)


def _settled(truths: set[bool]) -> bool | None:
    return truths.pop() if len(truths) == 1 else None
