"""What an analysis is: types only."""

from hotspot_app.method.analysis import Method, Need
from hotspot_app.method.inputs import BASE, Inputs
from hotspot_app.method.outcome import (
    OPINION_LATER,
    Chart,
    ChartKind,
    Column,
    Explanation,
    Gives,
    MapStyle,
    Outcome,
    Said,
)
from hotspot_app.method.parameters import NeighbourParams, Param, param
from hotspot_app.method.question import Measure, Note, Question
from hotspot_app.method.spans import Days, Span, When, unbroken

__all__ = [
    "BASE",
    "OPINION_LATER",
    "Chart",
    "ChartKind",
    "Column",
    "Days",
    "Explanation",
    "Gives",
    "Inputs",
    "MapStyle",
    "Measure",
    "Method",
    "Need",
    "NeighbourParams",
    "Note",
    "Outcome",
    "Param",
    "Question",
    "Said",
    "Span",
    "When",
    "param",
    "unbroken",
]
