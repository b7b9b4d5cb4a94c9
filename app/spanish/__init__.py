"""The Spanish of the vocabulary: what each word of each closed list is called, and what it means."""
