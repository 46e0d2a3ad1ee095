"""The table of places: one row an area, sorted, filtered and selected."""
