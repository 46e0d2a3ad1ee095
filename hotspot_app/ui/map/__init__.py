"""The map on screen: painted, moved, pointed at, with its legend."""
