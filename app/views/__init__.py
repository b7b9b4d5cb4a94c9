"""Pages and service addresses: they read every slice and own none."""
