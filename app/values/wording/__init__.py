"""What sentences about values are made of: what is expected, what is wrong, nouns."""
