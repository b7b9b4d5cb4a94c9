"""What each page asks the API for, and makes of the answers: one module a page."""
