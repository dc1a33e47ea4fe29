"""Writes of the register."""

from schools.services.codes import add_code, close_code
from schools.services.history import close_school, merge_schools, rename_school
from schools.services.register import SchoolDraft, create_school, edit_school

__all__ = [
    "SchoolDraft",
    "add_code",
    "close_code",
    "close_school",
    "create_school",
    "edit_school",
    "merge_schools",
    "rename_school",
]
