"""Write how records are told as linked data: `make linked-data` writes docs/linked_data.md."""

from collections.abc import Iterator
from pathlib import Path

import app.records.registry  # noqa: F401 - makes all collections known
from app.linked_data.claim_reviews import RATINGS
from app.linked_data.contexts import EDTF
from app.linked_data.mappings import ASSERTING, LEGAL, MAPPINGS, PARTICIPANTS, SOURCES
from app.linked_data.rules import EVERYWHERE, SAME_AS, Rule
from app.linked_data.shapes import LEFT_OUT, document_shapes

PAGE = Path(__file__).with_name("linked_data.md")
HEAD = """# Linked data

Written by `make linked-data` from the code that makes them; a test fails where this page is stale.
[Decision 40](decisions/0040-linked-data-bend-no-term.md) says why a term stands where it does.

A record, a revision (`…/revisions/{n}`) and an assessment (`/v1/pledges/{id}/assessments/{assessment}`) are JSON-LD
1.1 at their address with `.jsonld`, and there by `Accept: application/ld+json`. `known_at`, `as_of` and
`If-None-Match` work as they do of the record. The context is inline: nothing has to be fetched to read it.

A term without a prefix is one of schema.org. `pacta:` stands for `{address}/v1/vocabulary#`; `/v1/vocabulary.jsonld`
defines each of these terms: classes (`pacta:pledge`), properties (`pacta:pledge.due`), words of closed lists
(`pacta:status.fulfilled`). What all records have is called after `record` (`pacta:record.version`).
"""
ELSEWHERE = """## Of every value

- A text with a `language` is tagged with it, and its translations stand beside it.
- A date of the world is a literal of `{edtf}`. Beside it, schema.org's own property has it where it is sure: a
  day, a month or a year, and nothing else.
- A reference is the address of the record, with its class and what it is called.
- Ids in registers are `identifier`; those in {registers} are `sameAs`, too.
- Left out are {left_out}: counts, and what other records or parts say at addresses of their own.

## Assessments

`ClaimReview`, with `itemReviewed` the pledge, `author` the assessor, `reviewBody` the rationale, and `reviewRating`
from -1 to 1: {ratings}. A pledge holds the last 50 that stand, as `review`.

## Revisions

The record as it was, and of PROV: `prov:Entity`, `prov:specializationOf` the record, `prov:wasRevisionOf` the revision
before, `prov:wasGeneratedBy` an activity (the entry of the ledger: its number, operation and hash, when, and by whom),
`prov:wasAttributedTo` the public label of the key. If the record was deleted or merged next,
`prov:wasInvalidatedBy` and `prov:invalidatedAtTime` say so, and `prov:alternateOf` names the
survivor; a survivor that a merge rewrote has
`prov:wasDerivedFrom`.

## In HTML pages

`app.linked_data.records.linked_data(collection, document, address)` gives the node of a document, and
`app.linked_data.embedding.as_script(node)` what stands in `<script type="application/ld+json">`, whatever texts it
holds.
"""


def page() -> str:
    """Return the page."""
    pieces = [HEAD, "## Types\n", "\n".join(_types()) + "\n"]
    for name, mapping in MAPPINGS.items():
        pieces += [f"## {name.capitalize()}\n", "\n".join(_rows(name, (*mapping.rules, *EVERYWHERE))) + "\n"]
    ratings = "; ".join(
        f"{axis} " + ", ".join(f"{score} “{words}”" for score, words in of.items()) for axis, of in RATINGS.items()
    )
    registers = ", ".join(f"`{name}`" for name in SAME_AS)
    left_out = ", ".join(f"`{name}`" for name in sorted(LEFT_OUT))
    last = ELSEWHERE.replace("{edtf}", EDTF).replace("{registers}", registers).replace("{left_out}", left_out)
    return "\n".join([*pieces, last.replace("{ratings}", ratings)])


def _types() -> Iterator[str]:
    yield "| collection | types |\n|---|---|"
    yield f"| participants | {_by_kind(PARTICIPANTS)}; else none of schema.org's |"
    yield f"| sources | {_by_kind(SOURCES)}; else `CreativeWork` |"
    yield f"| instruments | {', '.join(sorted(LEGAL))}: `Legislation`; else `CreativeWork` |"
    yield f"| statements | {', '.join(sorted(ASSERTING))}: `Claim`; else `CreativeWork` |"
    for name in ("meetings", "pledges", "actions", "topics"):
        yield f"| {name} | {', '.join(f'`{type_}`' for type_ in MAPPINGS[name].types({}))} |"


def _by_kind(types: object) -> str:
    assert isinstance(types, dict)  # noqa: S101 - both tables are
    return "; ".join(f"{kind}: {', '.join(f'`{one}`' for one in of)}" for kind, of in types.items())


def _rows(name: str, rules: tuple[Rule, ...]) -> Iterator[str]:
    yield "| field | terms |\n|---|---|"
    for field, shape in document_shapes(name).items():
        ruling = [rule for rule in rules if rule.field == field]
        terms = [f"`{rule.term}`" for rule in ruling]
        if all(rule.partly for rule in ruling):
            terms.append(f"`pacta:{shape.name}`")
        if field not in {"id", "translations"}:
            yield f"| `{field}` | {', '.join(terms)} |"


if __name__ == "__main__":
    PAGE.write_text(page())
