"""What diagnostics receives from imports."""

from diagnostics.importers.targets_figures import FiguresTarget
from diagnostics.importers.targets_results import ResultsTarget
from shnor_portal.imports.targets import register_target


def register() -> None:
    """Make the targets known to the import services; called once, when the app is ready."""
    register_target(ResultsTarget())
    register_target(FiguresTarget())
