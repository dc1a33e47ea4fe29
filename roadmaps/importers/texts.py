"""The text around the table of a plan: its name, goals, tasks and the list of abbreviations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from roadmaps.importers.drafts import PlanDraft
from roadmaps.importers.wordings import NOTE_MARK, begins_small, has_item_mark, is_section_number, item_of, one_line
from shnor_portal.common.text import fold

_NAMES_A_PLAN = re.compile(
    r"[«\"*]*(?:(?:муниципальн|школьн|годов|комплексн|региональн|антирисков)\w+ )?"
    r"(?:план\b|дорожная карта|«дорожная карта|программа\b|комплекс мер\b)"
)
_GOALS = re.compile(r"(?:основн\w+ |стратегическ\w+ |главн\w+ )?цел[ьи]\b([^:]{0,80}):\s*(.*)", re.DOTALL)
_TASKS = re.compile(r"(?:основн\w+ |ключев\w+ )?задач[аи]\b([^:]{0,80}):\s*(.*)", re.DOTALL)
_GOAL_SENTENCE = re.compile(r"целью\b.{0,120}?\bявля\w+\s+(.+)", re.DOTALL)
_ABBREVIATIONS = re.compile(
    r"(?:(?:перечень|список|расшифровка) )?(?:(?:принят|используем|применяем|условн)\w+ )?"
    r"(?:сокращени\w+|аббревиатур\w*|обозначени\w+)(?: и (?:сокращени|обозначени|аббревиатур)\w*)?\s*:?"
)
_HEADING_NUMBER = re.compile(r"^\W*(?:\d{1,2}|[IVX]+)[.)]\s*")
_PAIR = re.compile(r"(.{1,60}?)\s+[–—-]\s+(.+)", re.DOTALL)
_SEVERAL = re.compile(r";\s+(?=[«\"]?[А-ЯЁA-Z])")
_LONGEST_TITLE = 600
_TITLE_LINES = 6


def read_texts(draft: PlanDraft, groups: Sequence[Sequence[str]], first_plan: int) -> None:
    """Take goals, tasks, abbreviations and notes from the text before each table, in order.

    `groups[i]` stands before table i; the plan's name is looked for up to the table `first_plan`.
    """
    for lines in groups:
        _read_group(draft, lines)
    draft.title = _title([line for lines in groups[: first_plan + 1] for line in lines])


def names_abbreviations(line: str) -> bool:
    return bool(_ABBREVIATIONS.fullmatch(fold(line).strip("*")))


def add_abbreviation(draft: PlanDraft, short: str, full: str) -> None:
    draft.abbreviations.append((one_line(short), one_line(full).rstrip(";.,").strip()))


def list_named(line: str) -> tuple[str, list[str]]:
    """Which list a line opens («goals», «tasks» or «») and the items that stand in the line itself."""
    folded = fold(_HEADING_NUMBER.sub("", line))
    for name, shape in (("goals", _GOALS), ("tasks", _TASKS)):
        found = shape.fullmatch(folded if ":" in folded else f"{folded}:")
        if found and (":" in folded or not found[1].strip()):
            return name, _items(line.partition(":")[2])
    sentence = _GOAL_SENTENCE.match(folded)
    return ("goals", [item_of(line[-len(sentence[1]) :])]) if sentence else ("", [])


def _items(text: str) -> list[str]:
    return [item for piece in text.split(";") if (item := item_of(piece))]


def _read_group(draft: PlanDraft, lines: Sequence[str]) -> None:
    """One run of text between two tables."""
    taker = _Taker(draft)
    for line in lines:
        note = NOTE_MARK.match(line)
        name, items = list_named(line)
        if note:
            draft.footnotes.append((note[1], note[2]))
        elif names_abbreviations(line):
            taker.mode = "abbreviations"
        elif name:
            taker.open(name, items)
        else:
            taker.take(line)


@dataclass(slots=True)
class _Taker:
    """Takes lines into the list that was opened, until one no longer looks like an item of it.

    Right after «Цели:» any line is an item; once one of them had a mark (a dash, a number), the others must have it.
    """

    draft: PlanDraft
    mode: str = ""
    takes_unmarked: bool = False

    def open(self, name: str, items: list[str]) -> None:
        self.mode, self.takes_unmarked = name, not items
        getattr(self.draft, name).extend(items)

    def take(self, line: str) -> None:
        if self.mode == "abbreviations":
            self.mode = self.mode if _read_abbreviations(self.draft, line) else ""
        elif self.mode:
            self._take_item(line)

    def _take_item(self, line: str) -> None:
        items: list[str] = getattr(self.draft, self.mode)
        is_marked = has_item_mark(line)
        if _NAMES_A_PLAN.match(fold(line)) or (is_section_number(line.split(maxsplit=1)[0]) and not is_marked):
            self.mode = ""
        elif is_marked or (self.takes_unmarked and not (items and begins_small(line))):
            items.append(item_of(line))
            self.takes_unmarked = self.takes_unmarked and not is_marked
        elif items and begins_small(line):
            items[-1] = f"{items[-1]} {item_of(line)}"
        else:
            self.mode = ""


def _read_abbreviations(draft: PlanDraft, line: str) -> bool:
    """Whether the line was one or more of «short – full»; a line that begins small goes on from the one above."""
    if begins_small(line) and draft.abbreviations and not _PAIR.fullmatch(line):
        short, full = draft.abbreviations[-1]
        draft.abbreviations[-1] = (short, f"{full} {item_of(line)}")
        return True
    pairs = [_PAIR.fullmatch(item_of(piece)) for piece in _SEVERAL.split(line)]
    for pair in pairs:
        if pair is None or not any(ch.isupper() for ch in pair[1]):
            return False
        add_abbreviation(draft, pair[1], pair[2])
    return True


def _title(lines: Sequence[str]) -> str:
    """The last line that names a plan, with the lines it goes on in: before it an order may only speak of one."""
    starts = [at for at, line in enumerate(lines) if _NAMES_A_PLAN.match(fold(line))]
    if not starts:
        return ""
    title = [lines[starts[-1]]]
    for line in lines[starts[-1] + 1 : starts[-1] + _TITLE_LINES]:
        if list_named(line)[0] or has_item_mark(line) or not (begins_small(line) or line[:1] in '«("'):
            break
        title.append(line)
    return one_line(" ".join(title)).replace("**", "").strip("* ")[:_LONGEST_TITLE]
