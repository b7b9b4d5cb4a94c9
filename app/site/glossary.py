"""The words that Pacta uses, on a page of their own."""

from fastapi import APIRouter, Request, Response

from app.http.routing.strict import producing
from app.site.markup import HTML, page, page_response
from app.values.markup import element, prose

router = APIRouter(route_class=producing(HTML), redirect_slashes=False, include_in_schema=False)

GLOSSARY = {
    "record": "a source, participant, topic, meeting, pledge or statement, under an id that never changes",
    "part": "what belongs to one record: a citation, an attendance, a status change; writing it is writing its record",
    "citation": "where a source speaks of a record, in which words, and what that is evidence of",
    "account": (
        "what a source says of a field; where accounts cannot all be true, the record is `disputed`, and none of them "
        "is preferred"
    ),
    "voice": "in whose words a source is cited: a text's, a named speaker's, an unnamed one's, the outlet's or ours",
    "status": "what came of a pledge, as a whole or for one promisor; each change of it is judged by guards",
    "guard": "a rule that a status change has to satisfy, such as the evidence that it needs",
    "assessment": "how one promisor did in a period, as one assessor sees it; several stand side by side",
    "position": "how somebody takes a pledge, statement or judgement: accepts, notes or rejects it, or gives no answer",
    "measurement": "a value of one of the pledge's targets that a source reports; progress is computed from them",
    "entry": "one thing that was written, in the ledger, chained to the entry before by its hash",
    "version": "a record's counter",
    "revision": "a record at a version; every revision stays readable",
    "known_at, as_of": (
        "the two clocks: what was on record at an instant, and what was so in the world on a day; each can be asked "
        "for alone, or both together"
    ),
}
"""Each word, and what it means here."""


@router.get("/glossary")
async def get_glossary(request: Request) -> Response:
    words = [
        piece
        for word, meaning in GLOSSARY.items()
        for piece in (element("dt", word), element("dd", prose(f"{meaning}.")))
    ]
    vocabulary = element("a", "vocabulary", href="v1/vocabulary")
    more = element("p", "Every closed list, rule and limit is in the ", vocabulary, ".")
    return page_response(request, page("Glossary", element("dl", *words), more))
