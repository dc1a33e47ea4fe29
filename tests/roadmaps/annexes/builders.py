"""An annex at any step of its way, and the people around it."""

from typing import Any

from roadmaps.enums import AnnexState, HoursSource
from roadmaps.models import ProgrammeAnnex
from roadmaps.services.annexes import AnnexContent
from shnor_portal.accounts.models import User

TOPIC = {
    "skill": "Читать график",
    "topic": "Линейная функция",
    "lessons": "12–14",
    "hours": 3,
    "assessment": ["current"],
}


def content(**more: Any) -> AnnexContent:
    """What is enough to hand an annex in."""
    said = {"skills": ["Читать график"], "rows": [TOPIC], "hours_source": HoursSource.RESERVE, "note": ""}
    return AnnexContent(**{**said, **more})


def annex_of(teacher: User, school: Any, state: str = AnnexState.DRAFT, **more: Any) -> ProgrammeAnnex:
    """A filled annex of the teacher in the state."""
    fields = {
        "municipality": school.municipality,
        "school": school,
        "academic_year": 2020,
        "teacher": teacher,
        "subject": "MA",
        "class_group": "7Б",
        "skills": ["Читать график"],
        "rows": [TOPIC],
        "hours_source": HoursSource.RESERVE,
        "state": state,
    }
    return ProgrammeAnnex.objects.create(**{**fields, **more})
