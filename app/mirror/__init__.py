"""The whole public site as plain files, for wherever the server itself cannot be reached."""
