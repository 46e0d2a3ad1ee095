"""Incidents counted month by month, and how their counts change."""
