"""Which areas are deprived, and what every analysis of it tells the analyst."""

from hotspot_app.deprivation.order import (
    FIFTHS,
    Areas,
    Line,
    decile,
    grouped,
    order,
    ordered,
)
from hotspot_app.deprivation.params import (
    BASES,
    DomainParams,
    GroupParams,
    LineParams,
    by_param,
    domain_param,
)
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
    "Line",
    "LineParams",
    "by_param",
    "decile",
    "domain_param",
    "grouped",
    "holds_crime",
    "left_out",
    "on_domain",
    "on_figure",
    "order",
    "ordered",
]
