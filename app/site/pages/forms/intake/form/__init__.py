"""The fields of the form: of the report, of what is recorded of it, and which of them a page shows."""
