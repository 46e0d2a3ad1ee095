"""Which areas are deprived, and what every analysis of it tells the analyst."""

from hotspot_app.deprivation.order import (
    FIFTHS,
    Areas,
    decile,
    grouped,
    order,
    ordered,
)
from hotspot_app.deprivation.params import BASES, DomainParams, GroupParams, LineParams
from hotspot_app.deprivation.words import (
    NO_CAUSE,
    OF_PLACES,
    holds_crime,
    left_out,
    on_domain,
    on_figure,
)

__all__ = [
    "BASES",
    "FIFTHS",
    "NO_CAUSE",
    "OF_PLACES",
    "Areas",
    "DomainParams",
    "GroupParams",
    "LineParams",
    "decile",
    "grouped",
    "holds_crime",
    "left_out",
    "on_domain",
    "on_figure",
    "order",
    "ordered",
]
