"""Signing in: people, passwords, second factors, sessions, one-time links and tokens.

Functions take a session of the database and never commit; those that take an engine hash a
password, and do that outside any transaction, so that nobody waits for it to write.
"""
