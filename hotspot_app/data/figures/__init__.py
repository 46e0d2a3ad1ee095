"""Figures by area: residents, households, deprivation, look-ups."""
