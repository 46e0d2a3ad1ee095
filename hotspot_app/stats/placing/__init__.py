"""Which area each incident is in, and where incidents pile up."""
