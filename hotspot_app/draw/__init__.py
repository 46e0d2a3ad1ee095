"""Pictures on paper, with matplotlib and without Qt."""
