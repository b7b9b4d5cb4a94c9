"""What statistics count in: the histories in the memory of the process, loaded and then fed with what changed."""
