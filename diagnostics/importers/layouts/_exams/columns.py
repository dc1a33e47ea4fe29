"""Columns of exam protocols, and which of them are personal and never leave the reading process."""

from shnor_portal.imports.tables.headers import Column, Header
from shnor_portal.imports.tables.personal import personal_kind

SCHOOL = Column("school", ("Код ОО", "SchoolCode", "Код школы"), required=True)
SURNAME = Column("surname", ("Фамилия", "SurnameCell"))
FIRST = Column("first_name", ("Имя", "NameCell"))
PATRONYMIC = Column("patronymic", ("Отчество", "SecondNameCell"))
SERIES = Column("series", ("Серия", "DocumentSeriesCode", "Серия документа"))
NUMBER = Column("number", ("Номер", "DocumentNumberCode", "Номер документа"))
PARTICIPANT = Column("participant", ("Код участника",))
PRIMARY = Column("primary", ("Первичный балл", "PrimaryMark"))
SCORE = Column("score", ("Балл", "Тестовый балл"))
MARK = Column("mark", ("Оценка", "Отметка", "Mark5"))

_KNOWN = (
    Column("index", ("№", "№ п/п", "N")),
    Column("municipality", ("Код МСУ",)),
    Column("class", ("Класс", "ClassCode")),
    Column("site", ("Код ППЭ",)),
    Column("room", ("Аудитория",)),
    Column("short_answers", ("Задания с кратким ответом", "TestResultBCell")),
    Column("long_answers", ("Задания с развёрнутым ответом", "Задания с развернутым ответом", "TestResultCCell")),
    Column("short_part", ("Часть с кратким ответом",)),
    Column("oral_part", ("Устная часть",)),
    Column("oral_primary", ("Первичный балл устной части",)),
    Column("written_primary", ("Первичный балл письм. части", "Первичный балл письменной части")),
)

COLUMNS = (SCHOOL, SURNAME, FIRST, PATRONYMIC, SERIES, NUMBER, PARTICIPANT, PRIMARY, SCORE, MARK, *_KNOWN)
PERSONAL = ("surname", "first_name", "patronymic", "series", "number")


def identity_of(header: Header) -> tuple[int, ...]:
    """Indexes whose cells tell participants apart: the participant's code, else the document; empty without either."""
    for group in (("participant",), ("series", "number")):
        if all(name in header.at for name in group):
            return tuple(header.at[name] for name in group)
    return ()


def personal_columns(header: Header) -> set[int]:
    """Columns that are dropped: the declared ones and any other whose title is personal."""
    declared = {header.at[name] for name in PERSONAL if name in header.at}
    return declared | {i for i, label in enumerate(header.labels) if personal_kind(label)}


def gaps(header: Header) -> int:
    """Untitled columns between titled ones: a sparse export has several."""
    titled = [i for i, label in enumerate(header.labels) if label]
    return titled[-1] - titled[0] + 1 - len(titled) if titled else 0
