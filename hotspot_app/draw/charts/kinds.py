"""The function that makes the scene of each kind of chart, for paper and screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.funnel import funnel
from hotspot_app.draw.charts.grid import grid
from hotspot_app.draw.charts.multiples import multiples
from hotspot_app.draw.charts.scene import Room, Scene
from hotspot_app.draw.charts.slope import slope
from hotspot_app.draw.charts.steps import steps
from hotspot_app.method import ChartKind

SCENES: Final[Mapping[ChartKind, Callable[[Drawing, Sequence[str], Room], Scene]]] = {
    "funnel": funnel,
    "grid": grid,
    "steps": steps,
    "slope": slope,
    "multiples": multiples,
}
"""Takes a chart's data, what its rows are called, and the room there is."""
