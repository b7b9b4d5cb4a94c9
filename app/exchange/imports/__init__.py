"""Imports: files of others, read, mapped and written as batches that can be undone."""
