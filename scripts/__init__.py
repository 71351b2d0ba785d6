"""Tools of the Makefile; each also runs on its own."""
