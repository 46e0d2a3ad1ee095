"""The answer in words, its tabs of tables, charts and notes, and the officer's page."""
