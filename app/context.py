"""Who asks, in which request and for which data set: carried beside every command into the ledger's entries."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Context:
    """The public label of the key that acts, the id of the request, and the data set that is being loaded, if any."""

    actor: str
    request: str
    data_set: str | None = None


context: ContextVar[Context] = ContextVar("context", default=Context(actor="system", request="-"))
