"""The same commands for each collection: list, show, create, edit, open."""
