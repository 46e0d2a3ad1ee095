"""Classes of areas on a map, and how sure it is that one differs."""
