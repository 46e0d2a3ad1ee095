"""Imports of slow libraries in the background, while the first window is shown.

Importing pandas, GeoPandas and SciPy takes seconds. They are imported in a worker's
thread; modules that make Qt's objects are imported in the window's thread.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from hotspot_app.loading import without_collection
from hotspot_app.progress import Progress
from hotspot_app.ui.dialogs.faults import Faults
from hotspot_app.ui.kit.late import forget_sources

if TYPE_CHECKING:
    from hotspot_app.ui.window.main_window import MainWindow

BELOW: Final = (
    "numpy",
    "pandas",
    "shapely",
    "pyproj",
    "geopandas",
    "scipy.special",
    "hotspot_app.method",
    "hotspot_app.methods",
    "hotspot_app.project.steps.stages",
    "hotspot_app.data.boundaries.catalogue",
    "hotspot_app.data.own.group_file",
    "hotspot_app.data.boundaries.map_layer",
    "hotspot_app.project.ask.practice",
    "hotspot_app.project.answer.incidents",
    "hotspot_app.draw.looks.plain_key",
    "hotspot_app.project.ask.history",
    "hotspot_app.project.save.file",
    "hotspot_app.project.intake.checklist",
    "hotspot_app.project.intake.checklist_lines",
    "hotspot_app.project.intake.examine",
    "hotspot_app.project.intake.column_check",
    "hotspot_app.project.intake.first_look",
    "hotspot_app.project.answer.choices",
    "hotspot_app.project.intake.relinking",
    "hotspot_app.project.save.name_library",
    "hotspot_app.project.save.recovery",
    "hotspot_app.project.answer.selected",
    "hotspot_app.brief.officer",
    "hotspot_app.brief.proof",
    "hotspot_app.brief.release.audience",
    "hotspot_app.project.ask.marking",
    "hotspot_app.draw.charts.kinds",
    "hotspot_app.draw.charts.words",
    "hotspot_app.draw.maps.lengths",
    "hotspot_app.draw.maps.placing",
    "hotspot_app.brief.cells",
    "hotspot_app.brief.columns",
    "hotspot_app.brief.page_words",
    "hotspot_app.brief.charted",
    "hotspot_app.brief.versions",
)
"""Modules without Qt, lowest floor first; loading can be cancelled between two."""


def load(progress: Progress) -> None:
    """Start the reader, and import all that the window needs and that knows no Qt.

    Raises
    ------
    Cancelled
        If the window was closed meanwhile.
    """
    import_module("hotspot_app.data.apart").warm()
    with without_collection():
        for number, name in enumerate(BELOW):
            progress.step(number / len(BELOW))
            import_module(name)
            forget_sources()
    import_module("hotspot_app.project.save.unfinished").clear_up()


def main_window(faults: Faults) -> MainWindow:
    """Import and make the main window."""
    made = import_module("hotspot_app.ui.window.main_window").MainWindow(faults)
    return cast("MainWindow", made)
