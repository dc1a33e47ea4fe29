"""Layouts of result files. Each module offers `LAYOUT`; all are pure functions of a workbook that was read."""
