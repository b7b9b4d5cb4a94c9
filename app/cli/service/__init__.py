"""Commands that use the API: of a server, or of this machine's database, served in the same process."""
