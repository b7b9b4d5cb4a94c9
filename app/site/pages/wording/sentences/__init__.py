"""What is said in sentences: of promises, of counts, of changes, and in forms."""
