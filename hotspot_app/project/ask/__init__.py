"""What the analyst says: files, groups, and a question with nothing left to guess."""
