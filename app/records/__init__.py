"""The records, one folder a noun, ordered: a folder knows only those below it."""
