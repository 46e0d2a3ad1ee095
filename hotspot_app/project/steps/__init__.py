"""From files to an answer: read, place, count, test."""
