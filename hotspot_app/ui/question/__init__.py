"""The slicers with which the analyst asks: what, when, where, measure, method."""
