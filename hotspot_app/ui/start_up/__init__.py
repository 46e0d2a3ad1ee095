"""The start of the app, and the self-test of a build."""
