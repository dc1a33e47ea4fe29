"""Tables of the road's lives: every state can be left or is an end, every act leads to a state of its table."""

import pytest

from roadmaps.lifecycle import LIFECYCLES
from shnor_portal.accounts.permissions import ROLE_PERMISSIONS, Permission
from shnor_portal.common.refusals import Refusal

ENDS = {
    "case": set(),
    "roadmap": set(),
    "measure": set(),
    "evidence": {"replaced"},
    "annex": set(),
    "application": {"accepted", "declined", "withdrawn"},
    "interview": {"held", "cancelled"},
    "concern": set(),
    "review": set(),
}
STARTS = {
    "case": {"candidate"},
    "roadmap": {"draft"},
    "measure": {"planned"},
    "evidence": {"uploaded"},
    "annex": {"draft"},
    "application": {"submitted"},
    "interview": {"planned"},
    "concern": {"open"},
    "review": {"draft"},
}
CELLS = [
    (name, act, state.value) for name, life in LIFECYCLES.items() for act in life.transitions for state in life.states
]


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_state_is_reached_and_left(name):
    life = LIFECYCLES[name]
    states = {state.value for state in life.states}
    reached, grown = set(STARTS[name]), True
    while grown:
        more = {t.target for t in life.transitions.values() if t.sources & reached} - reached
        reached, grown = reached | more, bool(more)
    assert reached == states
    left = {source for t in life.transitions.values() for source in t.sources}
    assert states - left == ENDS[name]


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_act_is_somebodys(name):
    granted = frozenset().union(*ROLE_PERMISSIONS.values())
    for act in LIFECYCLES[name].transitions.values():
        assert set(act.permissions) <= set(Permission.values)
        assert set(act.permissions) & granted


@pytest.mark.parametrize(("name", "act", "state"), CELLS)
def test_an_act_from_any_other_state_is_refused_in_words(name, act, state):
    life = LIFECYCLES[name]
    if state in life[act].sources:
        assert life.check(act, state, "потому что").target in life.states.values
        return
    with pytest.raises(Refusal) as refused:
        life.check(act, state, "потому что")
    assert (refused.value.code, refused.value.status) == ("STATE", 409)
    assert life.label(state) in refused.value.message


@pytest.mark.parametrize(
    ("name", "act"), [(n, a) for n, life in LIFECYCLES.items() for a, t in life.transitions.items() if t.needs_reason]
)
def test_a_reason_is_asked_where_the_table_says(name, act):
    life = LIFECYCLES[name]
    with pytest.raises(Refusal) as refused:
        life.check(act, sorted(life[act].sources)[0], "  ")
    assert (refused.value.code, refused.value.status) == ("REASON_REQUIRED", 400)
