"""docs/reading.md reads a meeting in five requests, and they answer so."""

from pathlib import Path

from tests.guide.tour import BLOCK, ROOT, make_tour
from tests.serving import Service

PAGE = (ROOT / "docs" / "reading.md").read_text()


def test_the_requests_answer_so(fresh_seeded: Service, tmp_path: Path) -> None:
    make_tour(PAGE, fresh_seeded, tmp_path)


def test_they_are_five_each_with_its_answer() -> None:
    languages = [language for language, _text in BLOCK.findall(PAGE)]
    assert languages == ["sh", *["sh", "json"] * 5]
