"""Webhooks: what was written in the ledger, sent to whoever asked for it. Nothing here knows what a pledge is."""
