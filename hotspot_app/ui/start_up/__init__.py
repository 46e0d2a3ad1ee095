"""How the app begins, and the tests that a build does of itself."""
