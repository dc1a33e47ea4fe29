"""Where an entry of a reference book comes from, and how far it may be trusted; shown beside the entry.

The sources are public papers of cities and regions that ran such a programme, acts, common practice, and the
portal's own proposals. A proposal never passes itself off as an act.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Trust(StrEnum):
    """How well an entry is confirmed."""

    DOCUMENT = "document"
    PRACTICE = "practice"
    UNSURE = "unsure"
    PROPOSAL = "proposal"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Trust.DOCUMENT: "взято из документа",
    Trust.PRACTICE: "общая практика, документ не сверялся",
    Trust.UNSURE: "возможны неточности, сверьте с документом",
    Trust.PROPOSAL: "предложение портала, можно менять",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A source named in words, with the trust put in it; `str()` is what a page prints."""

    text: str
    trust: Trust

    def at(self, place: str) -> "Source":
        """The same source with the place inside it: «…, раздел 5»."""
        return replace(self, text=f"{self.text}, {place}")

    def __str__(self) -> str:
        return f"{self.text} ({self.trust.label})"


SCHOOLS_OF_GROWTH = Source("Проект «Школы роста» 2020–2022 годов, Владивосток", Trust.DOCUMENT)
CITY_PROJECT = Source("Муниципальный проект сопровождения школ 2020/2021 учебного года, Иваново", Trust.DOCUMENT)
CITY_ROADMAP = Source("Дорожная карта города на 2020/2021 учебный год, Владивосток", Trust.DOCUMENT)
REGIONAL_PROJECT = Source(
    "Региональный проект муниципальных образовательных центров 2018 года, Смоленск", Trust.DOCUMENT
)
CITY_PROGRAMME = Source("Городская программа поддержки школ 2021–2024 годов, Саратов", Trust.DOCUMENT)
PROJECT_500 = Source("Проект адресной помощи школам «500+»", Trust.PRACTICE)
PAPERWORK_LAW = Source(
    "Приказ Минпросвещения России от 06.11.2024 № 779: пять документов, которые ведёт учитель", Trust.DOCUMENT
)
PROPOSAL = Source("Предложение портала", Trust.PROPOSAL)
