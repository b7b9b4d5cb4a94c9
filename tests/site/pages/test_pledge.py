"""The page of a pledge: with every part filled, with none, in both languages, and as it was."""

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.serving import Service
from tests.site.pages.conftest import BROWSER
from tests.site.pages.full_pledge import PLEDGE, record_full_pledge

BARE = "barely-promised"


@pytest.fixture(scope="module")
def backend() -> str:
    """Pages don't know which database there is."""
    return "sqlite"


@pytest.fixture(scope="module")
def reader(seeded: Service) -> Iterator[httpx.Client]:
    """Return a client that asks for pages, where one pledge has everything and one nothing."""
    with seeded.client("write") as writer:
        record_full_pledge(writer)
        bare = {"title": "Do something", "parties": [{"participant": "honduras", "role": "promisor"}]}
        assert writer.put(f"/v1/pledges/{BARE}", json=bare).status_code == 201
    with seeded.client() as client:
        client.headers["Accept"] = BROWSER
        yield client


def read(reader: httpx.Client, address: str, **parameters: str) -> str:
    page = reader.get(address, params=parameters)
    assert page.status_code == 200, page.text
    return page.text


def words(page: str) -> str:
    """Return what of a page is read, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.replace("</li>", " ")))


def test_it_says_who_promised_to_whom_and_where_that_stands(reader: httpx.Client) -> None:
    text = words(read(reader, f"/pledges/{PLEDGE}"))
    assert "Guatemala and Honduras promised this to the United States." in text
    assert "2 of 2 promisors have been judged. Together they stand at: In progress." in text
    assert "It was due by 31 March 2026. At first it was due by June 2025; that was changed later." in text
    assert "It waits for a condition that is not met yet. It has 1 part" in text


def test_its_spanish_page_says_it_in_spanish(reader: httpx.Client) -> None:
    page = read(reader, f"/es/pledges/{PLEDGE}")
    text = words(page)
    assert re.search(r'<h1>\s*<bdi lang="es">Patrullar el estrecho', page)
    assert "Guatemala y Honduras prometieron esto a Estados Unidos." in text
    assert "Al principio vencía: junio de 2025" in text
    assert '<bdi lang="en">Six more came.</bdi>' in page


def test_strength_precision_and_voice_lead_to_their_rules(reader: httpx.Client) -> None:
    page = read(reader, f"/pledges/{PLEDGE}")
    found = re.findall(r'href="\.\./method#(\w+)">([^<]+)', page)
    assert found[:3] == [("strength", "Firm"), ("precision", "Specific"), ("voice", "On record")]


def test_accounts_that_conflict_stand_side_by_side_with_the_words_that_differ(reader: httpx.Client) -> None:
    page = read(reader, f"/pledges/{PLEDGE}")
    assert "the <mark>northern</mark> part of the strait" in page
    assert "the <mark>southern</mark> part of the strait" in page
    assert page.count('class="side"') == 2
    assert "Party: both navies" in words(page)


def test_each_promisor_has_a_row_with_its_evidence(reader: httpx.Client) -> None:
    table = re.search(
        r'aria-labelledby="verdicts">\s*<table[^>]*>.*?</table>', read(reader, f"/pledges/{PLEDGE}"), re.DOTALL
    )
    assert table
    guatemala, honduras, army = (words(row) for row in table[0].split('<tr role="row">')[2:])
    assert "reversed an earlier verdict" in guatemala
    assert "the boats were handed over" in guatemala
    assert "no deed is known" in honduras
    assert "Not published" in honduras
    assert "Four boats handed over" in army


def test_words_and_verdicts_stand_on_one_axis(reader: httpx.Client) -> None:
    page = read(reader, f"/pledges/{PLEDGE}")
    axis = page[page.index('id="timeline"') : page.index('id="progress"')]
    assert re.findall(r'class="lane"[^>]*>([^<]+)', axis) == ["WORDS", "VERDICTS: Guatemala", "VERDICTS: Honduras"]
    assert re.search(r'text-decoration="line-through">due June 2025', axis)
    assert re.search(r'<rect class="span unfinished vague"', axis)
    assert axis.count("<tr>") == 7


def test_a_target_is_plotted_or_says_what_is_missing(reader: httpx.Client) -> None:
    page = read(reader, f"/pledges/{PLEDGE}")
    assert page.count("<polyline") == 1
    text = words(page)
    assert "52.5 % of the way" in text
    assert "Cannot be measured: no baseline was published." in text
    assert "Nothing has been measured yet." in text


def test_what_was_done_said_judged_and_changed_is_there(reader: httpx.Client) -> None:
    text = words(read(reader, f"/pledges/{PLEDGE}"))
    for expected in (
        "Carries out: Four of twenty.",
        "Forecast, February 2025: An official expects the boats by summer.",
        "United States: Accepts in part, 6 February 2024",
        "Ten boats are not twenty.",
        "Scorecard",
        "Is part of: Protect the common borders against trafficking",
        "Was replaced by: Patrol the coast",
        "Has the part: Buy the boats",
        "Summary changed from “Both navies are to send boats.” to “Both navies are to send boats, ten each.”",
        "Assessment recorded: “Guatemala”, “United States”, -1",
        "All 16 versions, as data",
    ):
        assert expected in text, expected


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_one_of_which_little_is_known_says_so(reader: httpx.Client, prefix: str) -> None:
    text = words(read(reader, f"{prefix}/pledges/{BARE}"))
    expected = {
        "": (
            "Honduras promised this. To whom is not recorded. Nobody has judged yet where it stands.",
            "No day is known by which it is due.",
            "How firm: not judged",
            "No source is cited for it, and its words are not known.",
            "Cannot be measured: no target was published.",
            "0 of 5 things that are needed are known",
            "No deed about it is recorded.",
        ),
        "/es": (
            "Honduras prometió esto. No consta a quién. Nadie ha juzgado todavía cómo está.",
            "No se conoce ningún plazo.",
        ),
    }[prefix]
    for sentence in expected:
        assert sentence in text, sentence


def test_it_is_shown_as_it_was(reader: httpx.Client) -> None:
    page = read(reader, f"/pledges/{PLEDGE}", as_of="2024-12-31")
    text = words(page)
    assert "Not fulfilled" not in text
    assert "It is due by June 2025." in text
    assert "twenty boats. The promise, word for word" in text
    assert f'href="../v1/pledges/{PLEDGE}?as_of=2024-12-31"' in page


def test_its_links_lead_somewhere(reader: httpx.Client) -> None:
    page = read(reader, f"/pledges/{PLEDGE}")
    for address in set(re.findall(r'href="\.\./(v1/[^"#]+)"', page)):
        found = reader.get("/" + address.replace("&amp;", "&"), headers={"Accept": "*/*"})
        assert found.status_code == 200, (address, found.text)


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_version_is_cited_in_each_form(reader: httpx.Client, prefix: str) -> None:
    page = read(reader, f"{prefix}/pledges/{PLEDGE}/cite")
    assert "@misc{pledges-patrol-the-strait-16," in page
    assert f"/v1/pledges/{PLEDGE}/revisions/16" in page
    assert page.count("<pre") == 3
    said = read(reader, f"{prefix}/statements/the-boats-will-come/cite")
    assert "An official expects the boats by summer." in said
    assert reader.get(f"{prefix}/topics/there-is-none/cite").status_code == 404


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_other_sites_may_frame_it_in_short(reader: httpx.Client, prefix: str) -> None:
    page = reader.get(f"{prefix}/embed/pledges/{PLEDGE}")
    assert "frame-ancestors" not in page.headers["content-security-policy"]
    text = words(page.text)
    assert ("Guatemala: … En curso" if prefix else "Guatemala: … In progress, since 1 May 2026") in text
    assert page.text.count("<svg") == 1
    assert f'href="../..{prefix and "/.."}{prefix}/pledges/{PLEDGE}"' in page.text
    assert reader.get("/embed/pledges/there-is-none").status_code == 404


def test_what_is_missing_to_judge_it_is_said_by_what_is_needed(reader: httpx.Client) -> None:
    text = words(read(reader, "/pledges/guatemala-border-task-force"))
    assert "a target with a baseline, or criteria" in text
