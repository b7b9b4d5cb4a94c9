"""The writer: one thread that runs commands in turn, commits them together and tells what became of them."""
