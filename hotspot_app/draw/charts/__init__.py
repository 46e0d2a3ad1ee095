"""Charts from data: the scene of each kind, for screen and paper, and its page."""
