"""The analyst's own groups and pairs of areas."""
