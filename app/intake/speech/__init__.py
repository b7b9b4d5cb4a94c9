"""Who says what: speakers, the words that they say, and the statements that are kept of them."""
