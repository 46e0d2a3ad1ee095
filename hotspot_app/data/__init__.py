"""Readers: files in, checked tables and told choices out."""
