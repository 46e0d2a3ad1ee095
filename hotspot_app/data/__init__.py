"""Readers: files in; checked tables, and notes on what was chosen, out."""
