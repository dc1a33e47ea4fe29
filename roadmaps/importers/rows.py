"""One row of a plan's table after another: what each of them is, and where its text goes."""

from dataclasses import dataclass, field

from roadmaps.importers.drafts import MeasureDraft, PlanDraft, SectionDraft
from roadmaps.importers.heads import FIELDS, TITLES, Heads
from roadmaps.importers.texts import names_abbreviations
from roadmaps.importers.wordings import (
    NOTE_MARK,
    begins_small,
    is_number,
    is_section_number,
    joined,
    number_in_title,
    number_of,
    one_line,
    section_of,
)

_NOTE_WORDS = ("примечани", "*", "итого")


@dataclass(slots=True)
class Line:
    """A row as the heads see it: texts by column name, without those that only repeat a merged cell above."""

    texts: dict[str, str]
    repeated: dict[str, str]
    filled: list[str]  # every text of the row, known column or not
    place: str
    is_wide: bool = False
    next_number: str = ""

    @property
    def number(self) -> str:
        return self.texts.get("number", "")

    @property
    def title(self) -> str:
        return self.texts.get("title", "")

    @property
    def has_fields(self) -> bool:
        return any(self.texts.get(name) for name in FIELDS)


@dataclass(slots=True)
class RowReader:
    """Puts rows into the draft; remembers the section and the measure that a following row may belong to."""

    draft: PlanDraft
    heads: Heads = field(default_factory=Heads)
    section: int | None = None
    measure: MeasureDraft | None = None
    after_section: bool = False  # the row above was a section's
    column_section: str = ""
    below: list[str] = field(default_factory=list)  # text under the table, line by line, once its heading was met

    def take(self, line: Line) -> None:
        """Put one row, which is no header, where it belongs."""
        was_section, self.after_section = self.after_section, False
        if not line.filled:
            self._skip("пустая строка" if not line.repeated else "строка из одних объединённых ячеек")
        elif _counts_columns(line):
            self._skip("строка с номерами столбцов")
        elif len(line.filled) == 1 and (self.below or names_abbreviations(line.filled[0])):
            self._skip("текст под таблицей")
            self.below += line.filled[0].split("\n")
        elif line.is_wide or (len(line.filled) == 1 and not line.repeated):
            self._take_alone(line, was_section)
        elif self._goes_on(line):
            self._continue(line)
        elif self._opens_section(line):
            self._open(SectionDraft(number_of(line.number), section_of(line.title).title))
        elif not line.title and not is_number(line.number):
            self._lose(line)
        else:
            self._add(line)

    def open_section(self, section: SectionDraft) -> None:
        """Begin a section that no row names: a heading between two tables, or a column."""
        self.draft.sections.append(section)
        self.section = len(self.draft.sections) - 1

    def _skip(self, reason: str) -> None:
        self.draft.rows.skipped[reason] += 1

    def _open(self, section: SectionDraft) -> None:
        self.open_section(section)
        self.draft.rows.sections += 1
        self.after_section, self.measure = True, None

    def _take_alone(self, line: Line, was_section: bool) -> None:
        """A row with one text: a section, the end of the row above, or a note under the table."""
        text = line.filled[0]
        in_field = not line.is_wide and not (line.number or line.title or line.texts.get("section"))
        if in_field and self.measure is not None:
            self._continue(line)
        elif in_field and line.has_fields:
            self._lose(line)
        elif is_number(text):
            self._skip("строка с одним номером")
            self.draft.say("TITLE_MISSING", f"В строке только номер «{text}».", "Впишите мероприятие.", line.place)
        elif NOTE_MARK.match(text) or text.casefold().startswith(_NOTE_WORDS):
            self._skip("примечание в таблице")
            self.draft.say("ROW_NOT_DATA", f"Строка не вошла в план: «{one_line(text)[:120]}».", "", line.place)
        elif begins_small(text) and was_section and self.section is not None:
            self._lengthen_section(text)
        elif begins_small(text) and not line.is_wide and line.title and self.measure is not None:
            self._continue(line)
        elif not line.is_wide and "number" not in self.heads.at and number_in_title(text)[0]:
            self._add(line)
        else:
            self._open(section_of(text))

    def _lengthen_section(self, text: str) -> None:
        """A name cut in two by a page, its second half shifted into another column."""
        section = self.draft.sections[self.section or 0]
        section.title = one_line(f"{section.title} {text}")
        self.draft.rows.continuations += 1
        self.after_section = True

    def _goes_on(self, line: Line) -> bool:
        """Whether the row is the rest of the measure above: no number and title of its own, or a broken title."""
        if self.measure is None:
            return False
        if "number" in line.repeated or ("title" in line.repeated and not line.number):
            return True
        if line.number:
            return False
        return not line.title or (bool(self.measure.number) and begins_small(line.title))

    def _continue(self, line: Line) -> None:
        measure = self.measure
        if measure is None:
            raise AssertionError("a row goes on only from a measure")
        measure.title = joined(measure.title, line.title) if line.title else measure.title
        for name in FIELDS:
            text = line.texts.get(name, "")
            if text:
                above = getattr(measure, name)
                setattr(measure, name, one_line(f"{above} {text}") if name == "period" else joined(above, text))
        self.draft.rows.continuations += 1

    def _opens_section(self, line: Line) -> bool:
        """«II | Развитие кадров», or «1 | Подготовка» above rows «1.1», «1.2»."""
        if line.has_fields or not (line.number and line.title):
            return False
        number = number_of(line.number)
        return is_section_number(line.number) or line.next_number.startswith(f"{number}.")

    def _lose(self, line: Line) -> None:
        self._skip("текст без мероприятия")
        shown = "; ".join(one_line(text) for text in line.filled)[:160]
        self.draft.say("ROW_NOT_DATA", f"Строка не вошла в план, в ней нет мероприятия: «{shown}».", "", line.place)

    def _add(self, line: Line) -> None:
        self._section_of_column(line)
        number, title = number_of(line.number), line.title
        if not number:
            number, title = number_in_title(title)
        every = {**line.repeated, **line.texts}
        measure = MeasureDraft(number, title, section_index=self.section, place=line.place)
        for name in FIELDS:
            text = every.get(name, "")
            setattr(measure, name, one_line(text) if name == "period" else text)
        self.draft.measures.append(measure)
        self.draft.rows.measures += 1
        self.measure = measure

    def _section_of_column(self, line: Line) -> None:
        """A column «Направление» names the section of its rows, usually in one merged cell."""
        text = line.texts.get("section") or line.repeated.get("section", "")
        if text and text != self.column_section:
            self.column_section = text
            self.open_section(section_of(text))


def check_measures(draft: PlanDraft, known: dict[str, set[str]]) -> None:
    """Warn of what a measure lacks though its table (`known`: place of a table → its columns) has the column."""
    for measure in draft.measures:
        columns = known.get(measure.place.rpartition(", ")[0], set())
        called = f"«{one_line(measure.title)[:60]}»" if measure.title else f"№ {measure.number}"
        for name, code in (("period", "PERIOD_MISSING"), ("responsible", "RESPONSIBLE_MISSING")):
            if name in columns and not getattr(measure, name):
                what = "срок" if name == "period" else "ответственный"
                draft.say(code, f"Не указан {what}: {called}.", f"Заполните столбец «{TITLES[name]}».", measure.place)
        if not measure.title:
            draft.say("TITLE_MISSING", f"В строке {called} нет мероприятия.", "Впишите мероприятие.", measure.place)


def _counts_columns(line: Line) -> bool:
    """«1 | 2 | 3 | 4» under the heads."""
    return len(line.filled) > 2 and line.filled == [str(number) for number in range(1, len(line.filled) + 1)]
