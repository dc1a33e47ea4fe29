"""Reads of the register that are not one QuerySet."""

from schools.selectors.codes import codes_by_school

__all__ = ["codes_by_school"]
