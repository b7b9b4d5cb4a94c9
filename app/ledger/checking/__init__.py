"""Verifying the ledger and all that is made of it, and making that anew."""
