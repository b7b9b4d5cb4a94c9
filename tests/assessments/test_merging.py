"""What becomes of assessments when those whom they name are merged."""

import httpx

from tests.assessments.conftest import Assess, ask, read, saying, withdraw
from tests.conftest import Unique
from tests.pledges.conftest import Track
from tests.pledges.tracked import found
from tests.refusals import refused


def test_the_survivor_has_said_it(client: httpx.Client, unique: Unique, track: Track, assess: Assess) -> None:
    tracked = track()
    old, new = unique("the-lab"), unique("the-laboratory")
    for record in (old, new):
        client.put(f"/v1/participants/{record}", json={"kind": "organization", "name": record})
    first, second = assess(tracked, 1, old)["id"], assess(tracked, 0, new)["id"]
    assert read(tracked, first)["disputed"] is True
    merged = client.post(f"/v1/participants/{old}/merge", json={"into": new, "reason": "one and the same"})
    assert merged.status_code == 200, merged.text
    # Both stand: nobody has said which is right. They are of one assessor now, who disputes nobody.
    for assessment in (first, second):
        document = read(tracked, assessment)
        assert (document["assessor"]["id"], document["stands"], document["disputed"]) == (new, True, False)
    summary = tracked.read()["parties"][0]["assessments"]["completion"]
    assert (summary["number"], summary["mean"], summary["disputed"]) == (2, 0, False)
    # Others are not held up, and whoever writes the old id means the survivor.
    assert assess(tracked, 1, old, period="2023")["assessor"]["id"] == new
    correction = saying(1, new, supersedes=first)
    assert refused(ask(tracked, correction), 409, "conflict")["standing"] == second
    found(withdraw(tracked, second))
    assert ask(tracked, correction).status_code == 201
