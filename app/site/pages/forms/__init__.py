"""The forms: each the fields of a command of the API, and what they are called."""
