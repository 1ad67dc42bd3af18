"""The rules of the scorecard, in plain Python: no framework, no database, no clock."""
