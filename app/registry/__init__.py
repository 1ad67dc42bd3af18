"""The registry file: reading it strictly, and bringing the database in line with it."""
