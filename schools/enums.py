"""Words of the register. Imports nothing of ours."""

from django.db.models import TextChoices


class SchoolKind(TextChoices):
    """Kinds of schools; selection rules exclude some of them (847 and regional practice)."""

    ORDINARY = "ordinary", "общеобразовательная"
    ADVANCED = "advanced", "с углублённым изучением предметов"
    GYMNASIUM = "gymnasium", "гимназия"
    LYCEUM = "lyceum", "лицей"
    EVENING = "evening", "вечерняя (сменная)"
    CORRECTIONAL = "correctional", "коррекционная"
    CLOSED = "closed", "закрытого типа"
    PENAL = "penal", "при исправительном учреждении"
    HOSPITAL = "hospital", "санаторная или больничная"


class CodeSystem(TextChoices):
    """Systems that give a school its codes. They do not map to each other: the register does."""

    FISOKO = "fisoko", "логин ФИС ОКО"
    RIS = "ris", "код ОО в РИС ГИА"
    OGRN = "ogrn", "ОГРН"
    INN = "inn", "ИНН"
    LOCAL = "local", "местный код"


class Locality(TextChoices):
    """Where a school stands."""

    CITY = "city", "город"
    SETTLEMENT = "settlement", "посёлок городского типа"
    VILLAGE = "village", "сельский населённый пункт"


class HistoryKind(TextChoices):
    """What happened to a school."""

    OPENED = "opened", "открыта"
    RENAMED = "renamed", "переименована"
    MERGED = "merged", "присоединена"
    CLOSED = "closed", "закрыта"


class OrganisationKind(TextChoices):
    """Bodies around the schools."""

    DEPARTMENT = "department", "управление образования"
    METHODICAL_CENTRE = "methodical_centre", "методический центр"
    OTHER = "other", "другая организация"


HEADCOUNT = "HEADCOUNT"
"""Metric of `SchoolFigure`: pupils of the school in a school year, as the register states it."""
