"""Columns, summary and classes that every local test gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hotspot_app.method import BASE, Column, Measure

COLUMNS: tuple[Column, ...] = (
    *BASE,
    Column("statistic", "float", "Statistic"),
    Column("z", "float", "z"),
    Column("p", "float", "p", help="Two-sided, not corrected."),
    Column("p_adjusted", "float", "Adjusted p", help="Benjamini-Hochberg."),
    Column("class", "text", "Class"),
    Column("confidence", "text", "How sure"),
    Column("against_city", "text", "Rate against the whole"),
)
"""Columns of every local test; those of the method follow."""

SUMMARY: tuple[str, ...] = (
    "areas",
    "tested",
    "standing",
    "clear",
    "likely",
    "could_be_chance",
    "likely_by_chance",
    "could_be_chance_by_chance",
    "total",
    "denominator",
    "mean",
    "months_needed",
)

MEASURED: Final[Mapping[Measure, str]] = {
    "count": "counts",
    "rate": "crude rates",
    "eb": "empirical-Bayes standardised rates (Assunção and Reis)",
}
"""Name of the values tested, for notes."""

TESTED, FEW_AREAS, SPARSE, FEW_NEIGHBOURS, UNLINKED = range(5)
"""`standing` in the summary: whether local tests were made, and why not."""

HIGH: Final = ("high-high", "hot")
LOW: Final = ("low-low", "cold")
OWN_HIGH: Final = ("high-high", "high-low")
