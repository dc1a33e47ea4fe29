"""Tables of the register."""

from schools.models.change import SchoolChange
from schools.models.figures import SchoolFigure
from schools.models.organisation import Organisation
from schools.models.school import School, SchoolCode, SchoolEvent

__all__ = ["Organisation", "School", "SchoolChange", "SchoolCode", "SchoolEvent", "SchoolFigure"]
