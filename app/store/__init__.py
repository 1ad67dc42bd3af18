"""The database: tables, engine, ledger, stored readings and the search index."""
