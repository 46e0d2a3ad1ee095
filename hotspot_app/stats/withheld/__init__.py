"""Small counts that are withheld, and what the others give away of them."""
