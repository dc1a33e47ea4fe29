"""Tables of the register."""

from schools.models.change import SchoolChange, journal_value
from schools.models.figures import SchoolFigure
from schools.models.organisation import Organisation
from schools.models.school import School, SchoolCode, SchoolEvent

__all__ = ["Organisation", "School", "SchoolChange", "SchoolCode", "SchoolEvent", "SchoolFigure", "journal_value"]
