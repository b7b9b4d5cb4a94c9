"""What the console fills in: ids that the seeds hold, and bodies that work on them."""

from typing import Any

Schema = dict[str, Any]
def fill(document: Schema) -> None:
    """X."""
