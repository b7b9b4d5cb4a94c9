"""Containment goes one way: nothing contains itself."""

from sqlalchemy import Connection, select
from sqlalchemy.orm import InstrumentedAttribute

from app.errors import Fault, Invalid


def refuse_circle(
    connection: Connection,
    key: "InstrumentedAttribute[str]",
    container: "InstrumentedAttribute[str | None]",
    record: str,
    contained_in: str | None,
    place: str,
) -> None:
    """Raise `Invalid` where a record would come to contain itself."""
    above = select(key.label("id"), container.label("container")).where(key == contained_in).cte(recursive=True)
    above = above.union(select(key, container).where(key == above.c.container))
    if contained_in == record or (
        contained_in is not None and connection.scalar(select(above.c.id).where(above.c.id == record)) is not None
    ):
        detail = "The record would contain itself."
        raise Invalid(detail, faults=[Fault("name a record that is not within this one", pointer=place)])
