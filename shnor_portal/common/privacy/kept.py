"""Classes of privacy, terms of keeping, and the shape of a row of the register."""

from dataclasses import dataclass
from enum import StrEnum


class Privacy(StrEnum):
    """How sensitive a field is, from open to closed."""

    OPEN = "open"  # known to everybody anyway: names and codes of schools, acts, rules
    SERVICE = "service"  # keys, states, moments and fingerprints; tells nothing of a person
    FIGURES = "figures"  # counts over a school; small groups may single a pupil out
    STAFF = "staff"  # personal data of people at work: names, addresses, who did what
    PUPIL = "pupil"  # one participant under a code; the name stays in the school's own protocol
    CLOSED = "closed"  # passwords, tokens, sessions: kept only as digests or for a short while
    FREE = "free"  # text that people type: may hold anything, is shown to those who see the row


class Retention(StrEnum):
    """How long rows stay. Only MOMENT and MONTH are deleted by the portal itself."""

    MOMENT = "moment"  # until it expires: hours or days
    MONTH = "month"  # thirty days
    ACCOUNT = "account"  # while the account exists; closed accounts keep the name beside what the person signed
    RESULTS = "results"  # until the import that brought it is undone
    CITY = "city"  # as long as the city keeps its portal: register, lists, orders, audit trail


@dataclass(frozen=True, slots=True)
class Kept:
    """Fields of a model by class, separated by spaces, and how long its rows stay."""

    retention: Retention
    service: str = ""
    open: str = ""
    figures: str = ""
    staff: str = ""
    pupil: str = ""
    closed: str = ""
    free: str = ""

    def classes(self) -> dict[str, Privacy]:
        """Field → class. Raises ValueError for a field named twice."""
        found: dict[str, Privacy] = {}
        for privacy in Privacy:
            for name in getattr(self, privacy.value).split():
                if name in found:
                    raise ValueError(f"{name} is named twice")
                found[name] = privacy
        return found
