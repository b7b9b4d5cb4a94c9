"""Revisions of a record: all of them, one, what two have otherwise, and how one is cited."""
