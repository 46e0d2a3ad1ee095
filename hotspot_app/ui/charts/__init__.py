"""Charts on screen: drawn, pointed at, chosen from."""
