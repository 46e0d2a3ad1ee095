"""Statistics: arrays and frames in, the same index out. No files, no pictures."""
