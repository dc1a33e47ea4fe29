"""The form in which wordings are read: lower case, one kind of dash and space, Cyrillic look-alikes.

Every sign of it knows its place in the wording, so that what was not understood is shown in the person's own letters.
"""

import unicodedata
from dataclasses import dataclass

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣~⁃"), "-")
_LOOK_ALIKE = str.maketrans("abcehkmoptxyёі", "авсенкмортхуеi")
_DROPPED = {"Cf", "Cs", "Co", "Cn", "Mn"}
_FIRST_CYRILLIC, _LAST_CYRILLIC = "\u0400", "\u04ff"
STRANGER = "?"
"""What every sign that no period is written with becomes."""


@dataclass(frozen=True, slots=True)
class Normal:
    """`text` as read, and for every sign of it the place in `source` (the wording in NFC)."""

    text: str
    source: str
    places: tuple[int, ...]

    def written(self, start: int, end: int) -> str:
        """The piece of the wording behind text[start:end]."""
        if start >= end:
            return ""
        return self.source[self.places[start] : self.places[end - 1] + 1].strip()


def normalise(wording: str) -> Normal:
    """Fold the wording for reading; folding it again changes nothing."""
    source = unicodedata.normalize("NFC", wording)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(source):
        folded = _fold(sign)
        if folded == " " and (not signs or signs[-1] == " "):
            continue
        if folded:
            signs.append(folded)
            places.append(place)
    if signs and signs[-1] == " ":
        signs.pop()
        places.pop()
    return Normal("".join(signs), source, tuple(places))


def _fold(sign: str) -> str:
    """One sign as read: a space for every kind of blank, nothing for invisible ones."""
    category = unicodedata.category(sign)
    if sign.isspace() or category == "Cc":
        return " "
    if category in _DROPPED:
        return ""
    folded = sign.translate(_DASHES).lower().translate(_LOOK_ALIKE)
    return folded if folded.isascii() or _FIRST_CYRILLIC <= folded <= _LAST_CYRILLIC else STRANGER
