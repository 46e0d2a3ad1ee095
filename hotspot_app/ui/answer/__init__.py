"""The answer: in words, as tabs, and as the officer's page."""
