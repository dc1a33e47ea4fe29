"""Tables of the register."""

from schools.models.figures import SchoolFigure
from schools.models.organisation import Organisation
from schools.models.school import School, SchoolCode, SchoolEvent

__all__ = ["Organisation", "School", "SchoolCode", "SchoolEvent", "SchoolFigure"]
