"""What is promised: who owes it, how firmly, by when and on which condition; and what is no promise, only like one."""
