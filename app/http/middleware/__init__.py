"""What happens around every request: its id, its line in the log, HEAD, compression, other origins."""
