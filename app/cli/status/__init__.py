"""Changing statuses: one by one, and many from a file."""
