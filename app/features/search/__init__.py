"""Search over all records: questions, hits, and where in them the words are."""
