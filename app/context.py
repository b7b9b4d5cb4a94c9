"""Who asks, and in which request: carried beside every command into the ledger's entries."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Context:
    """The public label of the key that acts, and the id of the request."""

    actor: str
    request: str


context: ContextVar[Context] = ContextVar("context", default=Context(actor="system", request="-"))
