"""What each kind of brief contains, built from a project's answers."""
