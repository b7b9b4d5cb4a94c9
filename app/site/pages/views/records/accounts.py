"""What sources say of the fields of a record, as far as they cannot all be right."""

from collections.abc import Mapping
from typing import Any


def conflicts(accounts: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the disputed fields of a record's accounts, each with the accounts that conflict."""
    return [
        {"field": field["field"], "accounts": [one for one in field["accounts"] if one["conflicts"]]}
        for field in accounts["fields"]
        if field["disputed"]
    ]
