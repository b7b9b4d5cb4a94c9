"""What things are called: collections, fields, filters, words of closed lists, outcomes, voices."""
