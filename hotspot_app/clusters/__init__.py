"""What a local test says of each area, how sure that is, and in which words."""

from hotspot_app.clusters.agreement import asked_later
from hotspot_app.clusters.found import fallback_map, found_clusters, standing
from hotspot_app.clusters.params import LocalParams
from hotspot_app.clusters.states import (
    COLUMNS,
    FEW_AREAS,
    FEW_NEIGHBOURS,
    HIGH,
    LOW,
    MEASURED,
    SPARSE,
    SUMMARY,
    TESTED,
    UNLINKED,
)
from hotspot_app.clusters.words import explained, where

__all__ = [
    "COLUMNS",
    "FEW_AREAS",
    "FEW_NEIGHBOURS",
    "HIGH",
    "LOW",
    "MEASURED",
    "SPARSE",
    "SUMMARY",
    "TESTED",
    "UNLINKED",
    "LocalParams",
    "asked_later",
    "explained",
    "fallback_map",
    "found_clusters",
    "standing",
    "where",
]
