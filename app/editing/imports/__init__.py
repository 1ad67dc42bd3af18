"""Taking in evidence from a file: all of it at once, and only after everything was told."""
