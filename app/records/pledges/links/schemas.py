"""What clients write of a link between pledges."""

from pydantic import ConfigDict

from app.ledger.model.shapes import PledgeId, Written
from app.vocabulary import LinkType


class Link(Written):
    """How the pledge is related to another."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"type": "implements", "pledge": "guatemala-border-task-force"}]}
    )

    type: LinkType
    pledge: PledgeId
