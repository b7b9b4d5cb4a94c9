"""What is recorded beside the seeds: a pledge of which every part is filled, and one that was deleted."""

from tests.serving import Service
from tests.site.browser.addresses import WITHDRAWN
from tests.site.pages.full_pledge import record_full_pledge


def fill(service: Service) -> None:
    """Record it."""
    with service.client("write") as client:
        record_full_pledge(client)
        body = {"title": "Promised by mistake", "parties": [{"participant": "honduras", "role": "promisor"}]}
        client.put(f"/v1/pledges/{WITHDRAWN}", json=body).raise_for_status()
        client.delete(f"/v1/pledges/{WITHDRAWN}", headers={"If-Match": "*"}).raise_for_status()
