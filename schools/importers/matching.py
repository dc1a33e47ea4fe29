"""Which school a row of the register speaks of: its codes decide, a name never does."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schools.importers.book import RegisterBook, shown_codes
from schools.importers.rows import Code, RegisterRow
from schools.models import School

REPEATED = "полный повтор другой строки"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that has no place, with the catalogue's code, a sentence and a way to mend it."""

    row: RegisterRow
    code: str
    message: str
    hint: str


@dataclass(slots=True)
class Placed:
    """Rows with their schools (None for a school that the register lacks), and rows without a place."""

    rows: list[tuple[RegisterRow, School | None]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    repeats: int = 0


def place(rows: Sequence[RegisterRow], book: RegisterBook) -> Placed:
    """Put every row to its school: by codes of its own first, then by ОГРН and ИНН where these leave no doubt."""
    matcher = _Matcher(rows, book)
    found = Placed()
    answers = [matcher.by_own_codes(row) for row in rows]
    taken = {answer for answer in answers if isinstance(answer, int)}
    for row, own in zip(rows, answers, strict=True):
        answer = matcher.by_shared_codes(row, taken) if own is None else own
        if isinstance(answer, Refused):
            found.refused.append(answer)
        else:
            found.rows.append((row, None if answer is None else book.schools[answer]))
    return _without_rivals(found)


@dataclass(slots=True)
class _Matcher:
    rows: Sequence[RegisterRow]
    book: RegisterBook
    common: set[Code] = field(init=False)

    def __post_init__(self) -> None:
        """ОГРН and ИНН that several rows with codes of their own have between them: head school and branches."""
        counted = Counter(code for row in self.rows if row.own_codes for code in row.shared_codes)
        self.common = {code for code, number in counted.items() if number > 1}

    def by_own_codes(self, row: RegisterRow) -> int | Refused | None:
        """The school that holds the row's own codes; None when nobody does."""
        holders = set().union(*(self.book.holding(code) for code in row.own_codes))
        if not holders:
            return None
        for code in row.shared_codes:
            others = self.book.holding(code)
            if others and not others & holders and code not in self.common:
                holders |= others
        return holders.pop() if len(holders) == 1 else self._ambiguous(row, holders)

    def by_shared_codes(self, row: RegisterRow, taken: set[int]) -> int | Refused | None:
        """The school of the legal person; None when the register has none, or only its other schools."""
        known = [holders for code in row.shared_codes if (holders := self.book.holding(code))]
        if not known:
            return None
        holders = set.intersection(*known)
        is_common = any(code in self.common for code in row.shared_codes)
        if is_common and holders and holders <= taken:
            return None
        if len(holders) == 1 and not is_common and not holders & taken:
            return holders.pop()
        return self._ambiguous(row, holders or set().union(*known))

    def _ambiguous(self, row: RegisterRow, holders: Iterable[int]) -> Refused:
        names = ", ".join(sorted(f"«{self.book.schools[pk]}»" for pk in holders))
        return Refused(
            row,
            "REF_AMBIGUOUS",
            f"По кодам строки ({shown_codes(row.codes)}) не понять, какая это школа. С ними в реестре: {names}.",
            "Сверьте коды в файле с карточками этих школ и оставьте верные.",
        )


def _without_rivals(found: Placed) -> Placed:
    """One row a school: a second one is a repeat when it says the same, and is refused when it does not."""
    firsts: dict[object, RegisterRow] = {}
    kept: list[tuple[RegisterRow, School | None]] = []
    for row, school in found.rows:
        keys: list[object] = [school.pk] if school else list(row.own_codes or row.codes)
        first = next((firsts[key] for key in keys if key in firsts), None)
        if first is None:
            firsts.update(dict.fromkeys(keys, row))
            kept.append((row, school))
        elif first == row:
            found.repeats += 1
        else:
            place = f"{first.row}" + (f" листа «{first.sheet}»" if first.sheet != row.sheet else "")
            message = f"Строки {place} и {row.row} относятся к одной школе, но значения в них разные."
            found.refused.append(Refused(row, "ROW_CONFLICT", message, "Оставьте одну верную строку."))
    found.rows = kept
    return found
