"""Are similar values gathered? Tests by permutation, and the hotspots found."""
