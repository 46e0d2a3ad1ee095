"""Loads what takes long to load, behind a window that is already there.

The one place where modules of ours are imported late. Importing pandas, GeoPandas,
SciPy and matplotlib takes seconds, which nobody should wait for before there is a
window. They are loaded in a worker's thread; the modules of the window itself, which
make Qt's objects, in the window's.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from hotspot_app.progress import Progress
from hotspot_app.ui.faults import Faults

if TYPE_CHECKING:
    from hotspot_app.ui.main_window import MainWindow

BELOW: Final = (
    "numpy",
    "pandas",
    "shapely",
    "pyproj",
    "geopandas",
    "scipy.special",
    "hotspot_app.method",
    "libpysal.graph",
    "hotspot_app.methods",
    "hotspot_app.project.stages",
    "hotspot_app.data.catalogue",
    "hotspot_app.data.geotiff",
    "hotspot_app.data.group_file",
    "hotspot_app.data.map_layer",
    "hotspot_app.project.practice",
    "hotspot_app.project.single",
    "hotspot_app.draw.plain_key",
    "hotspot_app.project.history",
    "hotspot_app.project.file",
    "hotspot_app.project.checklist",
    "hotspot_app.project.checklist_lines",
    "hotspot_app.project.examine",
    "hotspot_app.project.column_check",
    "hotspot_app.project.first_look",
    "hotspot_app.project.choices",
    "hotspot_app.project.recovery",
    "hotspot_app.project.months",
    "matplotlib.figure",
    "hotspot_app.draw.charts",
    "hotspot_app.brief.export",
    "hotspot_app.brief.officer",
    "hotspot_app.brief.page",
)
"""Without Qt, from the ground upwards; between two of them it can be stopped."""


def load(progress: Progress) -> None:
    """Import all that the window needs and that knows no Qt.

    Raises
    ------
    Cancelled
        If the window was closed meanwhile.
    """
    for number, name in enumerate(BELOW):
        progress.step(number / len(BELOW))
        import_module(name)


def main_window(faults: Faults) -> MainWindow:
    """Make the whole window."""
    made = import_module("hotspot_app.ui.main_window").MainWindow(faults)
    return cast("MainWindow", made)
