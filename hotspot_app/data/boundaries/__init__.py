"""Boundaries and map layers, as the reader process gives them."""
