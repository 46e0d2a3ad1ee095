"""Maps on a page: areas, names, layers, scale, and the column beside them."""
