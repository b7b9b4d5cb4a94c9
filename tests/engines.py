"""Engines that go from one database to the next: what SQLAlchemy compiled for one, it has compiled for all."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Engine, event, make_url

from app.db import engines

Sort = tuple[object, ...]

IDLE = "idle_in_transaction_session_timeout"
"""PostgreSQL's milliseconds until it ends a writer that has begun a transaction and sends nothing."""

PATIENCE = 60_000
"""Milliseconds that it waits here, where a busy machine may take long between two statements."""


class Engines:
    """Makes engines as `app.db.engines` does, or takes those that were given back."""

    def __init__(self) -> None:
        """Start without any."""
        self._free: dict[Sort, list[Engine]] = defaultdict(list)
        self._sorts: dict[Engine, Sort] = {}

    def writing_engine(self, address: str, **options: Any) -> Engine:
        """Return the engine of a writer."""
        return self._take(engines.writing_engine, address, options)

    def reading_engine(self, address: str, **options: Any) -> Engine:
        """Return the engine of long reads."""
        return self._take(engines.reading_engine, address, options)

    def give_back(self, engine: Engine) -> None:
        """Close an engine's connections and keep it for another database."""
        engine.dispose()
        self._free[self._sorts[engine]].append(engine)

    @contextmanager
    def lent(self, engine: Engine) -> Iterator[Engine]:
        """Give an engine back when the context ends."""
        try:
            yield engine
        finally:
            self.give_back(engine)

    def _take(self, make: Callable[..., Engine], address: str, options: dict[str, Any]) -> Engine:
        sort = (make, make_url(address).get_backend_name(), *sorted(options.items()))
        if free := self._free[sort]:
            engine = free.pop()
        else:
            engine = make(address, **options)
            self._sorts[engine] = sort
            event.listen(engine, "do_connect", partial(_direct, engine))
        engine.url = make_url(address)
        return engine


def _direct(engine: Engine, dialect: Any, _record: object, arguments: Any, options: dict[str, Any]) -> None:
    """Connect to the database that an engine is for now."""
    arguments[:], more = dialect.create_connect_args(engine.url)
    options.update(more)
    if given := options.get("options"):
        options["options"] = re.sub(rf"{IDLE}=\d+", f"{IDLE}={PATIENCE}", given)


ENGINES = Engines()
"""Those of this process."""
