"""Pages and service addresses: the console, the vocabulary, the pages of problems, health."""
