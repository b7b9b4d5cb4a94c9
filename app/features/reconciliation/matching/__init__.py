"""How a batch of queries is answered: which records may be meant, and how well each matches."""
