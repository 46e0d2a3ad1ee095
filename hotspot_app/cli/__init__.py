"""The command line: the thinner of the two faces."""
