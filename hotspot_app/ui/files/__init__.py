"""Files given to a project: the start, the checklist, the columns."""
