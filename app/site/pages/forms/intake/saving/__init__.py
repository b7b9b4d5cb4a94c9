"""What the form saves: the bundle that it makes, where its faults stand, and what people check of it."""
