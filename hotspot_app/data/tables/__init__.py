"""Tables as they lie in files: text, workbooks, JSON; cells, dates and codes."""
