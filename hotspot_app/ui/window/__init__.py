"""The window itself: its pages joined, and what its actions do."""
