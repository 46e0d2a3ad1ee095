"""What of an answer may leave for whom: small counts, points and names kept back."""
