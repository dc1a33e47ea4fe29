"""Who may be named as the one who reports on a measure."""

from roadmaps.models import Roadmap
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import holders, school_heads


def reporters_of(roadmap: Roadmap) -> list[User]:
    """Of a school's roadmap its administration, of the city's the people of the department who keep it."""
    if roadmap.school_id is not None:
        return school_heads(roadmap.municipality_id, [roadmap.school_id])
    return holders(roadmap.municipality_id, Permission.EDIT_CITY_ROADMAP)
