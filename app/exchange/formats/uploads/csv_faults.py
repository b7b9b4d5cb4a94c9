"""What is wrong with a text that is no CSV, in words that say what to change."""

import csv


def csv_fault(error: csv.Error) -> str:
    """Return what Python's parser, which is strict, found wrong."""
    said = str(error)
    if "unexpected end" in said:
        return "is not CSV: a quotation mark is opened here and never closed"
    if "expected after" in said:
        return "is not CSV: text follows a closing quotation mark; within a text, write the mark twice"
    if "field limit" in said:
        return f"has a cell of more than {csv.field_size_limit()} characters; shorten it, or close its quotation mark"
    return f"is not CSV: {said}"
