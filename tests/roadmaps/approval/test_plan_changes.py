"""Differences between two texts of a plan: laws, and the cases a reviewer meets."""

from hypothesis import given
from hypothesis import strategies as st

from roadmaps.rules.plan_changes import Change, compare, longest_rising, moved_rows
from roadmaps.rules.plan_text import PlanRow, PlanText
from roadmaps.rules.word_changes import MOST_WORK, Piece, word_changes


def row(key, title="Провести диагностику", section=1, number="") -> PlanRow:
    return PlanRow(key, section, number, {"title": title})


def plan(*rows, sections=((1, "Диагностика"), (2, "Кадры"))) -> PlanText:
    return PlanText({"title": "Карта"}, sections, rows)


def changes_of(changes) -> list[tuple[int, str, bool]]:
    return [(r.id, r.change.value, r.is_moved) for s in changes.sections for r in s.rows]


words = st.lists(st.sampled_from(["провести", "диагностику", "9-х", "классах", ",", "\n", "  ", "до"]), max_size=12)
texts = st.one_of(st.text(max_size=40), words.map(" ".join))


@given(texts, texts)
def test_segments_spell_both_texts(old, new):
    segments = word_changes(old, new)
    assert "".join(s.text for s in segments if s.kind is not Piece.REMOVED) == new
    assert "".join(s.text for s in segments if s.kind is not Piece.ADDED) == old


def test_one_changed_word_is_one_segment():
    segments = word_changes("до 30 октября в школе", "до 30 ноября в школе")
    assert [(s.kind.value, s.text) for s in segments] == [
        ("same", "до 30 "),
        ("removed", "октября"),
        ("added", "ноября"),
        ("same", " в школе"),
    ]


def test_long_texts_are_replaced_whole_and_not_compared_word_by_word():
    size = int(MOST_WORK**0.5)
    segments = word_changes("а " * size, "б " * size)
    assert [s.kind for s in segments] == [Piece.REMOVED, Piece.ADDED, Piece.SAME]


@given(st.permutations(range(8)))
def test_rows_that_stay_rise_and_are_the_most(values):
    kept = sorted(longest_rising(values))
    chosen = [values[at] for at in kept]
    assert chosen == sorted(chosen)
    best = [1] * len(values)
    for i, value in enumerate(values):
        best[i] = 1 + max((best[j] for j in range(i) if values[j] < value), default=0)
    assert len(kept) == max(best)


def test_first_handing_in_has_no_differences():
    changes = compare(None, plan(row(1), row(2)))
    assert (changes.has_ground, changes.is_empty) == (False, True)


def test_added_removed_and_changed_rows_stand_in_their_places():
    old = plan(row(1), row(2, "Убранное мероприятие"), row(3, "До 30 октября"))
    new = plan(row(1), row(3, "До 30 ноября"), row(4))
    changes = compare(old, new)
    shown = [(key, change) for key, change, _ in changes_of(changes)]
    assert shown == [(1, "same"), (2, "removed"), (3, "changed"), (4, "added")]
    assert [changes.count(kind) for kind in (Change.ADDED, Change.REMOVED, Change.CHANGED)] == [1, 1, 1]


def test_removed_first_row_stands_first():
    changes = compare(plan(row(1), row(2)), plan(row(2)))
    assert changes_of(changes) == [(1, "removed", False), (2, "same", False)]


def test_one_row_carried_to_the_end_is_the_only_moved_one():
    assert moved_rows(plan(row(1), row(2), row(3), row(4)).rows, plan(row(2), row(3), row(4), row(1)).rows) == {1}


def test_row_in_another_section_is_moved_even_when_the_order_is_the_same():
    changes = compare(plan(row(1), row(2)), plan(row(1), row(2, section=2)))
    assert changes_of(changes) == [(1, "same", False), (2, "same", True)]


def test_section_that_went_shows_its_rows_as_removed():
    changes = compare(plan(row(1), row(2, section=2)), plan(row(1), sections=((1, "Диагностика"),)))
    assert [(s.key, s.change.value) for s in changes.sections] == [(1, "same"), (2, "removed")]
    assert changes_of(changes) == [(1, "same", False), (2, "removed", False)]


@given(st.lists(st.integers(1, 9), unique=True, max_size=6), st.lists(st.integers(1, 9), unique=True, max_size=6))
def test_every_row_of_both_texts_is_shown_once(old, new):
    shown = changes_of(compare(plan(*map(row, old)), plan(*map(row, new))))
    assert sorted(key for key, _, _ in shown) == sorted({*old, *new})
    assert [key for key, change, _ in shown if change != "removed"] == new


def test_text_survives_the_way_through_json():
    text = plan(row(1), row(2, section=None, number="1"))
    assert PlanText.from_json(text.to_json()) == text
    assert PlanText.from_json({}) == PlanText()
