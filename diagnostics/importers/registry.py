"""The layouts of result files, in the order in which they are tried. Each module offers `LAYOUT`."""

LAYOUT_MODULES = (
    "diagnostics.importers.layouts.vpr_v1",
    "diagnostics.importers.layouts.vpr_v10",
    "diagnostics.importers.layouts.vpr_v2",
    "diagnostics.importers.layouts.generic",
)
