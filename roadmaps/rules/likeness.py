"""Measures that say the same in almost the same words, found without comparing every row with every other one.

Two texts are alike when the share of common words, 2·|A∩B| / (|A|+|B|), is at least nine tenths; order, case and marks
do not count. Then any of them has at least ⌈9/11·|A|⌉ words in common with the other, so one of the rarest
|A| - ⌈9/11·|A|⌉ + 1 words of A is among them: only rows with such a word are compared (prefix filtering), and none is
missed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from shnor_portal.common.text import fold

OwnT = TypeVar("OwnT")
OtherT = TypeVar("OtherT")
Words = frozenset[str]

FEWEST_WORDS = 5
"""«Заседание педагогического совета» stands in every plan; shorter texts than this prove nothing."""

_WORD = re.compile(r"\w+")


def words_of(text: str) -> Words:
    """Words of a text as a set, folded."""
    return frozenset(_WORD.findall(fold(text)))


def is_alike(first: Words, second: Words) -> bool:
    """Nine tenths of words in common.

    >>> is_alike(words_of("Провести педсовет по итогам ВПР."), words_of("провести ПЕДСОВЕТ по итогам ВПР"))
    True
    """
    return 20 * len(first & second) >= 9 * (len(first) + len(second)) > 0


class LikenessIndex(Generic[OwnT]):
    """One plan's texts, ready to be met with many others'."""

    def __init__(self, texts: Mapping[OwnT, str]) -> None:
        self.words = {key: words for key, text in texts.items() if len(words := words_of(text)) >= FEWEST_WORDS}
        frequency = Counter(word for words in self.words.values() for word in words)
        self.keys_by_word: dict[str, list[OwnT]] = defaultdict(list)
        for key, words in self.words.items():
            for word in sorted(words, key=lambda word: (frequency[word], -len(word), word))[: _prefix(len(words))]:
                self.keys_by_word[word].append(key)

    def __len__(self) -> int:
        """How many texts are long enough to be compared."""
        return len(self.words)

    def matches(self, others: Iterable[tuple[OtherT, str]]) -> Iterator[tuple[OwnT, OtherT]]:
        """Pairs of alike texts, in the order of the others."""
        for other, text in others:
            words = words_of(text)
            candidates = {key for word in words for key in self.keys_by_word.get(word, ())}
            for key in candidates:
                if is_alike(self.words[key], words):
                    yield key, other


def _prefix(count: int) -> int:
    """How many of the rarest words of a text must be looked for."""
    return count - -(-9 * count // 11) + 1
