"""What is searched for, and the words that are found."""
