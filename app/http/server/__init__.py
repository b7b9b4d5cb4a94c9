"""The server below the application: its protocol, its limits, its log."""
