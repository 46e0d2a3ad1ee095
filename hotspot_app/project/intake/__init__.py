"""Files taken in: what they are, what a project lacks, where they have moved."""
