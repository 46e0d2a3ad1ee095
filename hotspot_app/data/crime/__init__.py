"""Crime files: rows read, checked, dated and placed; copies and versions; counts."""
