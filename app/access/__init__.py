"""Keys: who may read, write and manage. Knows no pledge."""
