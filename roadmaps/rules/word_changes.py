"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORK = 400_000
"""Above this product of lengths (in words) the middle is shown as replaced whole: a page must not wait for it."""

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that stayed, went, or came."""

    kind: Piece
    text: str


def word_changes(old: str, new: str) -> tuple[Segment, ...]:
    """Segments in reading order. Without the removed ones they spell `new`, without the added ones `old`."""
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    middle_old, middle_new = before[head : len(before) - tail], after[head : len(after) - tail]
    segments = [Segment(Piece.SAME, "".join(before[:head]))]
    segments += _middle(middle_old, middle_new)
    segments.append(Segment(Piece.SAME, "".join(before[len(before) - tail :])))
    return tuple(segment for segment in segments if segment.text)


def _common(first: list[str], second: list[str]) -> int:
    """How many pieces both lists begin with."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(old: list[str], new: list[str]) -> list[Segment]:
    if len(old) * len(new) > MOST_WORK:
        return [Segment(Piece.REMOVED, "".join(old)), Segment(Piece.ADDED, "".join(new))]
    found = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Segment(Piece.SAME, "".join(old[i1:i2])))
            continue
        found.append(Segment(Piece.REMOVED, "".join(old[i1:i2])))
        found.append(Segment(Piece.ADDED, "".join(new[j1:j2])))
    return found
