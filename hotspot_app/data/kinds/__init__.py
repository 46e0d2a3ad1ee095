"""What a table is: which columns it has, and what it is enough for."""
