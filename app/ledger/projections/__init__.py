"""Tables made of the entries, kept up with them: the mechanism, and the index of search."""
