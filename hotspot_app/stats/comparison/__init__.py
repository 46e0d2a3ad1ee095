"""Areas compared with the whole, with the rest of it, with each other and by shares."""
