"""What a record is to the ledger: its type, its shapes, its state and the rows and documents made of that."""
