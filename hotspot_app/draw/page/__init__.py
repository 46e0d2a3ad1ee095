"""What a page is set with: words in their room, swatches, and the file it becomes."""
