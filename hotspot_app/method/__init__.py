"""What an analysis is: types only."""

from hotspot_app.method.analysis import GROUPS, Group, Method
from hotspot_app.method.base_maps import AGAINST, RATE_RANKING, RATES, counts
from hotspot_app.method.called import called
from hotspot_app.method.inputs import BASE, Inputs
from hotspot_app.method.needs import LACKS, Need
from hotspot_app.method.outcome import (
    CHANGES,
    OPINION_LATER,
    PER_1000,
    Chart,
    ChartKind,
    Column,
    Explanation,
    Gives,
    MapKind,
    MapStyle,
    Outcome,
    Said,
)
from hotspot_app.method.parameters import (
    NeighbourParams,
    Param,
    areas_param,
    areas_written,
    codes_in,
    param,
)
from hotspot_app.method.question import Measure, Note, Question
from hotspot_app.method.small_numbers import higher_on_few
from hotspot_app.method.spans import Days, Span, When, unbroken
from hotspot_app.method.surface import Surface
from hotspot_app.stats.over_time.change import FELL, ROSE

__all__ = [
    "AGAINST",
    "BASE",
    "CHANGES",
    "FELL",
    "GROUPS",
    "LACKS",
    "OPINION_LATER",
    "PER_1000",
    "RATES",
    "RATE_RANKING",
    "ROSE",
    "Chart",
    "ChartKind",
    "Column",
    "Days",
    "Explanation",
    "Gives",
    "Group",
    "Inputs",
    "MapKind",
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
    "Surface",
    "When",
    "areas_param",
    "areas_written",
    "called",
    "codes_in",
    "counts",
    "higher_on_few",
    "param",
    "unbroken",
]
