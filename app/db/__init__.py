"""Engines, the writer, reads and portable columns: the only place that knows which database it is."""
