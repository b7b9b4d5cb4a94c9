"""Verifying the ledger and all that is derived from it, and rebuilding that."""
