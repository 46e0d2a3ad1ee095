"""What is kept from one day to the next: projects, settings, unsaved work."""
