"""The layouts of result files, in the order in which they are tried. Each module offers `LAYOUT`."""

_HERE = "diagnostics.importers.layouts"

LAYOUT_MODULES = (
    f"{_HERE}.vpr_v1",
    f"{_HERE}.vpr_v10",
    f"{_HERE}.vpr_v2",
    f"{_HERE}.vpr_v8",
    f"{_HERE}.ege_e1",
    f"{_HERE}.ege_e2",
    f"{_HERE}.oge_o1",
    f"{_HERE}.oge_o2",
    f"{_HERE}.oge_o3",
    f"{_HERE}.generic",
)
"""The free table comes last: it claims any table that has school codes."""
