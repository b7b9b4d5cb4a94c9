"""What a tool refuses, as it says so: sentences of the program's, never a record's text, never a trace."""

from app.client import Problem
from app.client.failures import Failure, UnexpectedAnswer, Unreachable
from app.values.format_characters import without_hidden

LONGEST = 2_000
"""Characters of a refusal."""


class Refused(Exception):
    """A tool refuses what it was asked for. Its text says why, and what would be accepted."""


def refusal(failure: Failure) -> str:
    """Return what to say of a request that failed. Where the service is, is nobody's business."""
    match failure:
        case Problem():
            said = str(failure)
        case Unreachable():
            said = "The service does not answer. Try again later."
        case UnexpectedAnswer():
            said = "What answers is not Pacta: whoever runs this should look at PACTA_URL."
        case _:
            said = "The service failed."
    return without_hidden(said)[:LONGEST]
