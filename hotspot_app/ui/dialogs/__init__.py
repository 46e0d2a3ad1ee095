"""Every box that is put before the analyst."""
