"""What changed between two versions of a rule, sentence by sentence."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from diagnostics.selection.definition import RuleDefinition
from diagnostics.selection.wording import describe


@dataclass(frozen=True, slots=True)
class Difference:
    """A sentence that was and the one that is; either may be empty."""

    before: str
    after: str


def differences(before: RuleDefinition, after: RuleDefinition) -> list[Difference]:
    """Changed, added and dropped sentences of the rule's wording, in the order in which it is applied."""
    old, new = describe(before), describe(after)
    found = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for place in range(max(old_to - old_from, new_to - new_from)):
            was = old[old_from + place] if old_from + place < old_to else ""
            now = new[new_from + place] if new_from + place < new_to else ""
            found.append(Difference(was, now))
    return found
