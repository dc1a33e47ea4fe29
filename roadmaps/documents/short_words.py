"""The list of abbreviations of a roadmap: found in its text, explained by the dictionary or by the author."""

from dataclasses import dataclass

from roadmaps.documents.plan_source import PrintedPlan
from roadmaps.models import Roadmap
from roadmaps.reference.abbreviations import abbreviations_in
from shnor_portal.common.docx import Align, Block, Heading, Paragraph


@dataclass(frozen=True, slots=True)
class ShortWord:
    """An abbreviation of the text. `words` is what is printed; empty: it is left out of the list."""

    short: str
    words: str
    is_known: bool
    is_decided: bool

    @property
    def needs_author(self) -> bool:
        """No dictionary knows it, and the author has not said what it is nor left it out."""
        return not self.is_known and not self.is_decided


def short_words_of(plan: PrintedPlan) -> list[ShortWord]:
    """Abbreviations in alphabetical order. The author's word wins; an empty one leaves the abbreviation out."""
    own = own_words(plan.roadmap)
    found = abbreviations_in(plan.text, own={short: words for short, words in own.items() if words})
    said = [
        ShortWord(short, own.get(short, full or ""), is_known=full is not None, is_decided=short in own)
        for short, full in found
    ]
    return sorted(said, key=lambda one: one.short.casefold())


def own_words(roadmap: Roadmap) -> dict[str, str]:
    """What the author wrote, by abbreviation."""
    return dict(roadmap.abbreviations or {})


def short_words_blocks(plan: PrintedPlan) -> list[Block]:
    """«Перечень принятых сокращений», or nothing when the text has none that anybody explained."""
    printed = [one for one in short_words_of(plan) if one.words]
    if not printed:
        return []
    last = len(printed) - 1
    lines = [
        Paragraph(f"{one.short} – {one.words}{'.' if place == last else ';'}", Align.LEFT, indent=False)
        for place, one in enumerate(printed)
    ]
    return [Heading("Перечень принятых сокращений", 2), *lines]
