"""Data releases: all records as of one entry of the ledger, numbered, in one file that never changes."""
