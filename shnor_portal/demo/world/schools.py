"""The register of the invented city: 78 working schools, and one that was merged away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from random import Random

from schools.enums import Locality, SchoolKind
from shnor_portal.demo.world import codes
from shnor_portal.demo.world.city import MUNICIPALITY_CODE

SECONDARY = "средняя общеобразовательная школа"
BASIC = "основная общеобразовательная школа"
GYMNASIUM = "гимназия"
LYCEUM = "лицей"
CENTRE = "центр образования"
EVENING = "вечерняя (сменная) школа"
CORRECTIONAL = "коррекционная школа"
_REGISTER_KINDS = {
    GYMNASIUM: SchoolKind.GYMNASIUM,
    LYCEUM: SchoolKind.LYCEUM,
    EVENING: SchoolKind.EVENING,
    CORRECTIONAL: SchoolKind.CORRECTIONAL,
}

_SHORT = {
    SECONDARY: "СОШ",
    BASIC: "ООШ",
    GYMNASIUM: "Гимназия",
    LYCEUM: "Лицей",
    CENTRE: "Центр образования",
    EVENING: "Вечерняя школа",
    CORRECTIONAL: "Коррекционная школа",
}
_NUMBERS = {
    GYMNASIUM: (1, 2, 7, 19, 34),
    LYCEUM: (3, 11, 23, 41, 62),
    CENTRE: (28, 56),
    BASIC: (15, 36, 47, 59, 68, 74),
    EVENING: (5,),
    CORRECTIONAL: (2,),
}
CITY_LOCALITY = "г. Лазурноморск"
_DISTRICTS = ("Портовый район", "Нагорный район", "Заречный район", "Маячный район")
_VILLAGES = ("с. Дальнее", "пос. Рыбачий", "с. Береговое", "с. Ключевое", "о. Туманный")
_RENAMED_NUMBER = 12
_RENAMED_TO = "Гимназия № 12 «Горизонт»"
_MERGED_NUMBER, _SUCCESSOR_NUMBER = 71, 33
_OLD_LOGINS = (4, 17, 29, 44, 61)
_FIRST_YEAR = 2017
WORKING_SCHOOLS = 78


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """One school. `usual_grade` is the usual number of pupils in one grade; dates say from when a change holds."""

    ris_code: str
    number: int
    name: str
    kind: str
    locality: str
    first_grade: int
    last_grade: int
    login: str
    ogrn: str
    inn: str
    usual_grade: int
    old_login: str = ""
    former_name: str = ""
    renamed_on: date | None = None
    closed_on: date | None = None
    successor: str = ""

    @property
    def full_name(self) -> str:
        """The name in full, as the charter has it."""
        short = self.name.removeprefix("МБОУ «").removesuffix("»")
        own = short.replace(_SHORT[SECONDARY], SECONDARY).replace(_SHORT[BASIC], BASIC)
        own = f"{own[0].upper()}{own[1:]}" + ("»" if "«" in own else "")
        return f"Муниципальное бюджетное общеобразовательное учреждение «{own}» города Лазурноморска"

    @property
    def register_kind(self) -> SchoolKind:
        """The kind as the register of the portal words it."""
        return _REGISTER_KINDS.get(self.kind, SchoolKind.ORDINARY)

    @property
    def is_excluded(self) -> bool:
        """Kinds that the federal rule leaves aside."""
        return self.kind in (EVENING, CORRECTIONAL)

    @property
    def settlement(self) -> Locality:
        return Locality.CITY if self.locality == CITY_LOCALITY else Locality.VILLAGE

    @property
    def district(self) -> str:
        """District of the city, or the village by its own name."""
        return _DISTRICTS[self.number % len(_DISTRICTS)] if self.settlement == Locality.CITY else self.locality

    def works_in(self, year: int) -> bool:
        return self.closed_on is None or date(year, 9, 1) < self.closed_on

    def login_in(self, year: int) -> str:
        """A few schools still had a login of the older form in the earliest year."""
        return self.old_login if self.old_login and year == _FIRST_YEAR else self.login

    def name_in(self, year: int) -> str:
        """The name that papers of that spring carry."""
        is_before = self.renamed_on is not None and date(year + 1, 5, 31) < self.renamed_on
        return self.former_name if is_before else self.name

    def headcount(self, year: int) -> int:
        """Pupils on 20 September; it drifts by a pupil or two a grade between years."""
        grades = self.last_grade - self.first_grade + 1
        return grades * (self.usual_grade + (self.number + year) % 3)


def build_schools(rng: Random) -> list[DemoSchool]:
    """79 schools ordered by their code in РИС: 78 working ones and the merged one, last."""
    schools = [_school(serial, number, kind, rng) for serial, (kind, number) in enumerate(_numbered(), start=1)]
    successor = next(s for s in schools if s.number == _SUCCESSOR_NUMBER and s.kind == SECONDARY)
    return [*schools, _merged(len(schools) + 1, successor.ris_code)]


def _numbered() -> Iterator[tuple[str, int]]:
    """Kinds and numbers in register order. Secondary schools take the numbers left over, and the evening
    school shares its number with one of them: a number does not identify a school.
    """
    special = [(kind, number) for kind, numbers in _NUMBERS.items() for number in numbers]
    taken = {number for kind, number in special if kind != EVENING} | {_MERGED_NUMBER}
    free = (number for number in count(1) if number not in taken)
    ordinary = [(SECONDARY, number) for number in islice(free, WORKING_SCHOOLS - len(special))]
    return iter(sorted([*special, *ordinary], key=lambda pair: (pair[1], pair[0])))


def _school(serial: int, number: int, kind: str, rng: Random) -> DemoSchool:
    is_village = kind in (BASIC, SECONDARY) and number % 9 == 2
    is_renamed = kind == SECONDARY and number == _RENAMED_NUMBER
    name = f"МБОУ «{_SHORT[kind]} № {number}»"
    return DemoSchool(
        ris_code=f"{MUNICIPALITY_CODE}{serial:03d}",
        number=number,
        name=f"МБОУ «{_RENAMED_TO}»" if is_renamed else name,
        kind=GYMNASIUM if is_renamed else kind,
        locality=_VILLAGES[number // 9 % len(_VILLAGES)] if is_village else CITY_LOCALITY,
        first_grade=8 if kind == EVENING else 1,
        last_grade=9 if kind in (BASIC, CORRECTIONAL) else 11,
        login=codes.fisoko_login(serial),
        ogrn=codes.ogrn(serial * 137),
        inn=codes.inn(serial * 89),
        usual_grade=_usual_grade(kind, is_village, rng),
        old_login=codes.old_fisoko_login(serial + 4000) if serial in _OLD_LOGINS else "",
        former_name=name if is_renamed else "",
        renamed_on=date(2019, 9, 2) if is_renamed else None,
    )


def _usual_grade(kind: str, is_village: bool, rng: Random) -> int:
    if kind in (EVENING, CORRECTIONAL):
        return 18
    if is_village:
        return rng.randint(8, 16)
    low, high = {BASIC: (14, 24), GYMNASIUM: (36, 56), LYCEUM: (30, 52)}.get(kind, (20, 46))
    return rng.randint(low, high)


def _merged(serial: int, successor: str) -> DemoSchool:
    """A small school joined to another one in the summer of 2018: it has results of 2017/2018 only."""
    return DemoSchool(
        ris_code=f"{MUNICIPALITY_CODE}{serial:03d}",
        number=_MERGED_NUMBER,
        name=f"МБОУ «ООШ № {_MERGED_NUMBER}»",
        kind=BASIC,
        locality="пос. Рыбачий",
        first_grade=1,
        last_grade=9,
        login=codes.fisoko_login(serial),
        ogrn=codes.ogrn(serial * 137),
        inn=codes.inn(serial * 89),
        usual_grade=9,
        closed_on=date(2018, 8, 31),
        successor=successor,
    )
