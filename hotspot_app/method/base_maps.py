"""The map and charts of the columns with which every result begins."""

from __future__ import annotations

from typing import Final

from hotspot_app.method.outcome import Chart, MapStyle
from hotspot_app.method.question import Question
from hotspot_app.words import capital

RATES: Final = MapStyle("sequential", "rate", "Rate")
AGAINST: Final = MapStyle("compared", "against_city", "Rate against the whole")
RATE_RANKING: Final = Chart(
    "ranking",
    "dots",
    "values",
    "name",
    "rate",
    "Rate with 95% limits",
    lower="rate_lower",
    upper="rate_upper",
    reference="city_rate",
    tab="Ranking",
)


def counts(question: Question) -> MapStyle:
    """Return the map of counts: of incidents recorded, or committed."""
    return MapStyle("sequential", "count", f"{capital(question.verb)} incidents")
