"""Whom the year's obligations concern: audiences of the template, told by the roles a person holds in a city."""

from dataclasses import dataclass

from roadmaps.enums import Audience
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission, Role

CITY_AUDIENCES = (Audience.DEPARTMENT, Audience.METHODICAL_CENTRE, Audience.COORDINATOR)
"""Done once for the whole municipality; the others are done for each school."""

OF_ROLE: dict[Role, tuple[Audience, ...]] = {
    Role.MUNICIPAL_OFFICER: (Audience.DEPARTMENT, Audience.METHODICAL_CENTRE),
    Role.DEPARTMENT_HEAD: (Audience.DEPARTMENT,),
    Role.MUNICIPAL_COORDINATOR: (Audience.METHODICAL_CENTRE, Audience.COORDINATOR),
    Role.CURATOR: (Audience.CURATOR,),
    Role.SCHOOL_ADMIN: (Audience.SCHOOL,),
}
"""The methodical centre has no role of its own: its part is seen to by those who work with the whole city."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is in one municipality: audiences of the city, and schools by audience of a school."""

    sees_city: bool
    city: frozenset[Audience]
    schools: dict[Audience, frozenset[int]]

    @property
    def own_schools(self) -> frozenset[int]:
        """Schools whose own work is hers."""
        return self.schools.get(Audience.SCHOOL, frozenset())

    @property
    def is_empty(self) -> bool:
        return not self.sees_city and not any(self.schools.values())

    def answers_for(self, audience: str, school_id: int | None) -> bool:
        """Whether an obligation of the audience is hers to mark as done."""
        if school_id is None:
            return audience in self.city
        return school_id in self.schools.get(Audience(audience), frozenset())


def standing_of(user: User, municipality: Municipality) -> Standing:
    """Asks the database nothing beyond the roles that a request reads anyway."""
    held = [(Role(a.role), a.school_id) for a in user.current_assignments if a.municipality_id == municipality.pk]
    city = frozenset(audience for role, school_id in held if school_id is None for audience in OF_ROLE.get(role, ()))
    schools = {
        audience: frozenset(
            school_id for role, school_id in held if school_id is not None and audience in OF_ROLE.get(role, ())
        )
        for audience in (Audience.SCHOOL, Audience.CURATOR)
    }
    sees_city = municipality.pk in user.reach_of(Permission.VIEW_CALENDAR).municipality_ids
    return Standing(sees_city, city if sees_city else frozenset(), schools)
