import pytest

from app.http.content_negotiation import best_accepted

JSON, HTML = "application/json", "text/html"


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("text/html", HTML),
        ("TEXT/HTML", HTML),
        ("text/*", HTML),
        ("application/json, text/html", JSON),
        ("application/json;q=0.5, text/html", HTML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
        ("text/html;q=0, */*", JSON),
        ("application/json;q=0, application/*, text/html;q=0.1", HTML),
        ("text/*;q=0.2, */*;q=0.1", HTML),
        ("text/html;level=1", HTML),
        ("text/html;q=2, application/json;q=0.9", HTML),
        ("image/png", None),
        ("text/html;q=0, application/json;q=0.000", None),
        ("*/*;q=0", None),
        ("", JSON),
        (" , ,", JSON),
        (", text/html,", HTML),
        (";;,,;q=", None),
    ],
)
def test_the_most_specific_range_decides_and_the_higher_quality_wins(accept: str | None, best: str | None) -> None:
    assert best_accepted(accept, (JSON, HTML)) == best
