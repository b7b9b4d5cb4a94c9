"""What a status change says beside the status: when it was announced, why nothing is known, and others' own words."""

import httpx
import pytest

from app.vocabulary import NO_CLAIM, Status, UnknownBecause
from tests.pledges.conftest import Track
from tests.pledges.tracked import found, saying
from tests.refusals import invalid, refused

SCALE = {"scale": "OGP completion", "value": "No evidence available"}


class TestUnknownBecause:
    @pytest.mark.parametrize("because", [one.value for one in UnknownBecause])
    @pytest.mark.parametrize("status", sorted(NO_CLAIM))
    def test_goes_with_what_claims_nothing(self, track: Track, status: str, because: str) -> None:
        tracked = track()
        change = tracked.judge(status, unknown_because=because)
        assert tracked.everywhere(change)["unknown_because"] == because

    @pytest.mark.parametrize("status", sorted(set(Status) - NO_CLAIM))
    def test_goes_with_nothing_else(self, track: Track, status: str) -> None:
        problem = refused(track().ask(saying(status, unknown_because="withheld")), 422, "invalid-content")
        (fault,) = problem["errors"]
        assert fault["message"].endswith("leave it out")
        assert all(word in fault["message"] for word in NO_CLAIM)

    def test_is_one_of_a_closed_list(self, track: Track) -> None:
        assert invalid(track().ask(saying("not_assessed", unknown_because="lost"))) == ["/unknown_because"]


class TestAsPublished:
    def test_is_kept_word_for_word(self, track: Track) -> None:
        tracked = track()
        change = tracked.judge("no_verified_progress", as_published=SCALE)
        assert tracked.everywhere(change)["as_published"] == SCALE

    @pytest.mark.parametrize("half", [{"scale": "OGP completion"}, {"value": "Limited"}])
    def test_is_whole(self, track: Track, half: dict[str, str]) -> None:
        (place,) = invalid(track().ask(saying("planned", as_published=half)))
        assert place in {"/as_published/scale", "/as_published/value"} - {f"/as_published/{name}" for name in half}

    def test_is_null_where_nobody_published_it(self, track: Track) -> None:
        tracked = track()
        change = tracked.everywhere(tracked.judge("planned"))
        assert (change["as_published"], change["unknown_because"], change["announced_on"]) == (None, None, None)


class TestAnnouncedOn:
    def test_is_a_date_of_the_world(self, track: Track) -> None:
        tracked = track()
        change = tracked.everywhere(tracked.judge("planned", announced_on="2025-05"))
        assert change["announced_on"]["edtf"] == "2025-05"

    def test_has_begun(self, track: Track) -> None:
        assert invalid(track().ask(saying("planned", announced_on="2999"))) == ["/announced_on"]


def test_lists_are_filtered_by_them_now_and_then(client: httpx.Client, track: Track) -> None:
    tracked = track()
    withheld = tracked.judge("not_assessed", "2025-05-01", unknown_because="withheld")
    hidden = tracked.judge("not_assessable", "2025-06-01", unknown_because="not_published", as_published=SCALE)
    tracked.judge("planned", "2025-06-02")
    for clock in ({}, {"as_of": "2025-12-31"}):
        for path, narrowed in ((tracked.changes, {}), ("/v1/status-changes", {"pledge": tracked.id})):
            for asked, expected in (
                ({"unknown_because": "withheld"}, [withheld]),
                ({"unknown_because": ["withheld", "not_published"]}, [withheld, hidden]),
                ({"published_scale": "OGP completion"}, [hidden]),
                ({"published_scale": "Another scale"}, []),
            ):
                items = found(client.get(path, params={**asked, **narrowed, **clock}))["items"]
                assert [item["id"] for item in items] == expected, (path, asked, clock)


def test_what_differs_in_them_alone_is_not_the_same(track: Track) -> None:
    tracked = track()
    body = saying("not_assessed", unknown_because="withheld", as_published=SCALE)
    assert [tracked.ask(body).status_code, tracked.ask(body).status_code] == [201, 200]
    assert tracked.ask(body | {"unknown_because": None}).status_code == 422
