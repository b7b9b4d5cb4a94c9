"""Recording amendments."""

from sqlalchemy import Connection

from app.errors import Fault, Invalid
from app.ledger.writing.part_commands import append_part
from app.preconditions import Condition
from app.records.base.amended import AMENDMENTS as PART_TYPE
from app.records.pledges.amendments.schemas import Amendment
from app.records.pledges.links.rules import conditions_in_cycles
from app.records.pledges.record_type import PLEDGES
from app.write_result import WriteResult


def record_amendment(connection: Connection, pledge: str, amendment: Amendment, condition: Condition) -> WriteResult:
    """Record what the parties of a pledge changed. Raises what its check refuses, and a cycle of conditions."""
    refuse_waiting_for_itself(connection, pledge, amendment)
    return append_part(connection, PLEDGES, PART_TYPE, pledge, amendment, condition)


def refuse_waiting_for_itself(connection: Connection, pledge: str, amendment: Amendment) -> None:
    """Raise `Invalid` for conditions that wait for the pledge itself, or for what waits for it."""
    conditions = amendment.values()["changes"].get("conditions", [])
    faults = [
        Fault("name another pledge than this one", pointer=f"/changes/conditions/{index}/pledge")
        for index, one in enumerate(conditions)
        if one["pledge"] == pledge
    ] or list(conditions_in_cycles(connection, pledge, conditions, [], "/changes/conditions"))
    if faults:
        detail = "The pledge would wait for itself."
        raise Invalid(detail, faults=faults)
