"""Rows of exam protocols, common to every layout: one row a participant, names and papers included.

The people are invented plants and their papers do not exist, but an importer must drop both all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.enums import AssessmentKind, Level, Subject
from shnor_portal.demo.world import World
from shnor_portal.demo.world.city import MUNICIPALITY_CODE
from shnor_portal.demo.world.names import DOCUMENT_SERIES, document_number, person
from shnor_portal.demo.world.pupils import PupilTable
from shnor_portal.demo.world.scales import Form, form_of, test_scores

_PLACES = 14  # points of examination in the city (ППЭ)
_ROOM_SEATS = 15


@dataclass(frozen=True, slots=True)
class ProtocolRow:
    """One participant. `result` is the mark, or the test score of a ЕГЭ that gives one."""

    number: int
    school: str
    class_group: str
    place: str
    room: str
    surname: str
    name: str
    patronymic: str
    document_number: str
    short_answers: str
    long_answers: str
    primary: int
    result: int

    @property
    def municipality(self) -> str:
        return MUNICIPALITY_CODE

    @property
    def document_series(self) -> str:
        return DOCUMENT_SERIES


def subject_code(table: PupilTable) -> str:
    """Two digits of the exam subject: 01 Russian, 02 mathematics (profile at ЕГЭ), 22 base mathematics."""
    if table.key.subject == Subject.RU:
        return "01"
    return "22" if table.key.level == Level.BASE else "02"


def has_test_score(table: PupilTable) -> bool:
    return table.key.kind == AssessmentKind.EGE and table.key.level != Level.BASE


def protocol_rows(world: World, table: PupilTable) -> Iterator[ProtocolRow]:
    """Participants in the order of schools and classes, numbered through."""
    form = form_of(table.key)
    results = test_scores(table.key, table.primary) if has_test_score(table) else table.mark
    serials = {school.ris_code: place for place, school in enumerate(world.schools)}
    for number, row in enumerate(table.present.nonzero()[0].tolist(), start=1):
        serial = serials[table.school[row]]
        human = (serial * 61 + table.year - table.key.grade) * 97 + int(table.pupil[row])
        surname, name, patronymic = person(human)
        short, long = answer_masks(table.tasks[row].tolist(), form)
        yield ProtocolRow(
            number=number,
            school=table.school[row],
            class_group=table.class_group(row),
            place=f"{1 + serial % _PLACES:04d}",
            room=f"{1 + number // _ROOM_SEATS % 20:04d}",
            surname=surname,
            name=name,
            patronymic=patronymic,
            document_number=document_number(human),
            short_answers=short,
            long_answers=long,
            primary=int(table.primary[row]),
            result=int(results[row]),
        )


def answer_masks(points: list[int], form: Form) -> tuple[str, str]:
    """Short answers as `+`, `-` or the partial points; long ones as points with the maximum in brackets."""
    pairs = list(zip(points, form.maxima, strict=True))
    short = "".join("-" if not got else "+" if got == maximum else str(got) for got, maximum in pairs[: form.short])
    return short, "".join(f"{got}({maximum})" for got, maximum in pairs[form.short :])
