"""Life of a row told as a table: who may move it, from which states, to which, and whether a reason is due.

An app keeps its tables in `lifecycle.py`; services ask `Lifecycle.check` under the lock, pages ask `open_acts`, and the
suite walks every state and act of every table.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

from shnor_portal.common.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Transition:
    """One act. `permissions`: any one of them is enough; `needs_reason`: a person must say why, and it is kept."""

    name: str
    title: str
    sources: frozenset[str]
    target: str
    permissions: tuple[str, ...]
    needs_reason: bool = False


class Lifecycle:
    """A table of transitions. `noun` is what a refusal calls the row («дорожная карта»)."""

    def __init__(self, noun: str, states: type[TextChoices], transitions: Iterable[Transition]) -> None:
        self.noun = noun
        self.states = states
        self.transitions = {transition.name: transition for transition in transitions}

    def __getitem__(self, name: str) -> Transition:
        return self.transitions[name]

    def check(self, name: str, state: str, reason: str | None = None) -> Transition:
        """The transition. Raises Refusal STATE (409) from another state, REASON_REQUIRED (400) without a reason."""
        transition = self.transitions[name]
        if state not in transition.sources:
            raise Refusal(
                "STATE",
                f"Действие «{transition.title}» сейчас невозможно: {self.noun} в состоянии «{self.label(state)}».",
                "Обновите страницу: возможно, состояние изменил другой человек.",
            )
        if transition.needs_reason and not (reason or "").strip():
            raise Refusal(
                "REASON_REQUIRED", "Не указана причина.", "Напишите причину: она останется в истории.", status=400
            )
        return transition

    def open_acts(self, state: str) -> list[Transition]:
        """Acts that the state allows, in the order of the table."""
        return [transition for transition in self.transitions.values() if state in transition.sources]

    def label(self, state: str) -> str:
        return str(self.states(state).label)
