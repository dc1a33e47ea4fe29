"""Layouts of registers. Pure functions of a workbook that was read."""
