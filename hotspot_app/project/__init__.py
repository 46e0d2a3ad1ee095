"""The question, and the one place that knows the order of the steps."""
