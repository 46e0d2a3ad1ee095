"""Writes a brief in one format each; knows nothing of statistics."""
