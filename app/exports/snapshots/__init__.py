"""Dated, citable copies of all that is public: taken, shelved, checked, and rid of the redacted."""
