"""Revisions of a record: all of them, one, how two differ, and how one is cited."""
