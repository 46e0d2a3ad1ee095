"""The question: what, when, where, measured how, by which method."""
