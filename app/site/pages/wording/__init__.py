"""Records in words: dates, labels, sentences."""
