"""Bundles: records as people write and edit them in files, read strictly and loaded through the ledger."""
