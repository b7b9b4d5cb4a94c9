"""The ledger: every write goes through `record`; entries, documents and references follow from it."""
