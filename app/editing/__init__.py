"""Every write by a person at the desk: one verb per function, asked by pages and tools alike."""
