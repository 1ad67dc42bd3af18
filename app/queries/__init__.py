"""Every read that a screen shows: one file per noun, and the shapes they give."""
