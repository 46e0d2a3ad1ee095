"""The page of briefs: what to make, its pages as they will be, words and actions."""
