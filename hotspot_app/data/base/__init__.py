"""Files, codes and coordinates: what every reader needs."""
