"""The value types of the record model: texts, ids, dates, codes, numbers and links.

Nothing here imports anything else of `app`. Every type is an `Annotated` Pydantic type; what it refuses it
refuses with a message that says what would be right and never repeats the input.
"""
