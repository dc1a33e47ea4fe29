"""Pieces that several papers share: the mark of a draft, the head of an appendix, a labelled text, signatures."""

from collections.abc import Iterable, Sequence
from datetime import date

from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.dates import date_in_words
from shnor_portal.common.docx import Align, Block, BulletList, PaperStyle, Paragraph, RightBlock, SignatureBlock

BLANK_DATE = "________________"
BLANK_NUMBER = "__________"
BLANK_NAME = "______________"
PORTRAIT = PaperStyle(size=13, table_size=11)
"""Margins of papers stored for long (DOMAIN §6.1)."""

DRAFT = RightBlock(["ПРОЕКТ"], 85)


def landscape(table_size: float) -> PaperStyle:
    """A sheet on its side: 262 mm between the margins."""
    return PaperStyle(left=20, right=15, landscape=True, size=13, table_size=table_size)


def appendix_head(city: Municipality, number: str, adopted_on: date | None) -> RightBlock:
    """«Приложение к приказу … от … № …», with blanks until the act is registered (DOMAIN §6.2)."""
    day = date_in_words(adopted_on) if adopted_on else BLANK_DATE
    return RightBlock(
        ["Приложение", f"к приказу {city.head_position_genitive}", f"от {day} № {number or BLANK_NUMBER}"], 85
    )


def labelled_list(label: str, items: Sequence[str], end: str = ";") -> list[Block]:
    """«Цели:» with its items, each ended as a list of a document is; nothing for an empty list."""
    if not items:
        return []
    ended = [_ended(item, end if place < len(items) else ".") for place, item in enumerate(items, start=1)]
    return [Paragraph(label, Align.LEFT, bold=True, keep_with_next=True), BulletList(ended)]


def labelled_text(label: str, text: str) -> list[Block]:
    """A bold label and the text under it, a paragraph for every line; nothing for an empty text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    return [Paragraph(label, Align.LEFT, bold=True, keep_with_next=True), *(Paragraph(line) for line in lines)]


def fact(label: str, value: str) -> Paragraph:
    """«Дата: 12.11.2020» on a line of its own."""
    return Paragraph(f"{label}: {value}", Align.LEFT, indent=False)


def numbered_list(label: str, items: Iterable[str]) -> list[Block]:
    """A label and numbered paragraphs; nothing without items."""
    lines = [Paragraph(f"{place}. {item}", indent=False) for place, item in enumerate(items, start=1)]
    return [Paragraph(label, Align.LEFT, bold=True, keep_with_next=True), *lines] if lines else []


def head_signature(city: Municipality) -> SignatureBlock:
    """The head of the department."""
    return SignatureBlock(city.head_position, city.head_name)


def person_signature(post: str, person: User | None) -> SignatureBlock:
    """A person of the portal; her post as she has it, or the role she signs in."""
    if person is None:
        return SignatureBlock(post, BLANK_NAME)
    return SignatureBlock(person.position or post, initials(person.full_name))


def initials(full_name: str) -> str:
    """«Иванова Анна Петровна» as «А.П. Иванова»; anything else stays as it is.

    >>> initials("Примерова Анна Петровна")
    'А.П. Примерова'
    """
    parts = full_name.split()
    if len(parts) not in (2, 3) or not all(part[0].isupper() and "." not in part for part in parts):
        return full_name
    return "".join(f"{part[0]}." for part in parts[1:]) + f" {parts[0]}"


def _ended(item: str, end: str) -> str:
    """The item with the sign of its place in the list instead of its own."""
    bare = item.rstrip().rstrip(";.,")
    return f"{bare}{end}"
