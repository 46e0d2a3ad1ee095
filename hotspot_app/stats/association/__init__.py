"""How two figures of the same areas go together: rates, and deprivation."""
