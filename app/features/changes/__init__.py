"""The ledger as a sequence to follow, for clients that keep a copy or watch what they care about."""
