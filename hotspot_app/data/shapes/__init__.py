"""Shapes of areas: read, made valid, put on the grid, cut to a district."""
