"""What is recorded beside the seeds: a pledge of which every part is filled, and one that was deleted."""

from tests.serving import Service
from tests.site.browser.addresses import DIFFERENT, MERGED, RECORDS, SEEDED, WITHDRAWN
from tests.site.pages.full_pledge import record_full_pledge


def fill(service: Service) -> None:
    """Record it."""
    with service.client("write") as client:
        record_full_pledge(client)
        body = {"title": "Promised by mistake", "parties": [{"participant": "honduras", "role": "promisor"}]}
        client.put(f"/v1/pledges/{WITHDRAWN}", json=body).raise_for_status()
        client.delete(f"/v1/pledges/{WITHDRAWN}", headers={"If-Match": "*"}).raise_for_status()


def fill_for_forms(service: Service) -> None:
    """Record the verdict, the merged topic and the one of a different subject that forms are about."""
    verdict = {"status": "not_assessed", "effective_on": "2025-03-02", "reason": "Looked at"}
    with service.client("write") as client:
        client.post(f"/v1/pledges/{SEEDED}/status-changes", json=verdict).raise_for_status()
        client.put(f"/v1/topics/{MERGED}", json={"name": "To be merged"}).raise_for_status()
        merge = {"into": RECORDS["topics"][0], "reason": "The same"}
        client.post(f"/v1/topics/{MERGED}/merge", json=merge).raise_for_status()
        different = [{"topic": RECORDS["topics"][0], "reason": "That one is of the police, this one of their pay"}]
        client.put(f"/v1/topics/{DIFFERENT}", json={"name": "Border securities", "different_from": different})
