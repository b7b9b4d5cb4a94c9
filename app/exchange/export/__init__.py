"""The whole database as a bundle: what is written now, or was known at an instant, as files and downloads."""
