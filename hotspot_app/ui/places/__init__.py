"""Places as a table: sorted, filtered, chosen."""
