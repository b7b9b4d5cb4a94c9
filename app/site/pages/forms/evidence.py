"""Evidence in forms: a source that is recorded, or one to be recorded along, what it says and in whose voice."""

from collections.abc import Mapping
from typing import Any

from app.site.pages.editing.commands import Command
from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import Field, FieldFault, Group
from app.site.pages.editing.form_page import FormRefused
from app.site.pages.forms.options import options, with_none
from app.site.pages.languages import Language
from app.values.identifiers import slug

MOST = 10
"""Sources that one form takes. The API takes more, one after the other."""

OF_CITATIONS = ("page", "section", "speaker", "attributed_to", "voice", "relation", "act", "note")
OF_SOURCES = {"title": "title", "url": "url", "kind": "kind", "publisher": "publisher", "published": "published"}
"""The fields of a source that is not recorded yet, by what they are called within the form."""


def evidence(language: Language, place: int = 1, *, alone: bool = False) -> list[Group]:
    """Return the fields of one piece of evidence: what is cited, and the source where it is not recorded yet."""
    _ = language.gettext
    fields = [
        Field(
            f"source-{place}", _("Source"), suggested="sources",
            hint=_("The id of a recorded source, as in the address of its page, or its title."),
        ),
        Field(
            f"relation-{place}", _("What it is to the claim"), "one",
            options=options(language, "relation"), value="supports",
        ),
        Field(f"act-{place}", _("Words or deeds"), "one", options=with_none(language, options(language, "act"))),
        Field(
            f"speaker-{place}", _("Speaker"), suggested="participants",
            hint=_("The id or the name of a recorded participant."),
        ),
        Field(f"quote-{place}", _("Quotation"), "text", hint=_("Word for word, as the source has it.")),
    ]  # fmt: skip
    further = [
        Field(f"page-{place}", _("Page")),
        Field(f"section-{place}", _("Section or paragraph")),
        Field(f"voice-{place}", _("In whose voice"), "one", options=with_none(language, options(language, "voice"))),
        Field(
            f"attributed_to-{place}", _("Speaker who is not named"),
            hint=_("In the words of the source, such as “a U.S. official”."),
        ),
        Field(f"note-{place}", _("What it does not show"), "text"),
    ]  # fmt: skip
    described = [
        Field(f"title-{place}", _("Its title")),
        Field(f"url-{place}", _("Its web address"), "address"),
        Field(
            f"kind-{place}", _("Kind of source"), "one", options=options(language, "source_kind"), value="news_report"
        ),
        Field(f"publisher-{place}", _("Publisher")),
        Field(
            f"published-{place}",
            _("Published on"),
            "day",
            hint=_("Such as 31 March 2025, March 2025 or 2025."),
        ),
        Field(f"new-{place}", _("Record it although a source like it is recorded"), "flag"),
    ]
    number = {"number": place}
    cited = _("Source that it rests on") if alone else _("Source %(number)s") % number
    more = _("More about what it says") if alone else _("Source %(number)s: more about what it says") % number
    new = _("The source is not recorded yet") if alone else _("Source %(number)s is not recorded yet") % number
    hint = _("Described here, it is recorded together with this form, or not at all.")
    return [
        Group(cited, fields),
        Group(new, described, hint, is_folded=True),
        Group(more, further, is_folded=True),
    ]


class Evidence:
    """The evidence that was typed into a form: citations for its command, and the sources that go before."""

    def __init__(self, language: Language, entries: Entries, where: str, count: int = MOST) -> None:
        """Read the pieces of evidence up to a count. `where` is the pointer of the citations in the command's body.

        Raises `FormRefused` where something is said of a source that is not named.
        """
        self.citations: list[Mapping[str, Any]] = []
        self.before: dict[str, Command] = {}
        self.places: dict[str, str] = {where: "source-1"} if where else {}
        for place in range(1, count + 1):
            named, described = entries.given(f"source-{place}"), self._source(entries, place)
            said = [name for name in ("quote", *OF_CITATIONS[:5], "note") if entries.text(f"{name}-{place}")]
            if named is None and described is None:
                if said:
                    words = language.gettext("Name the source, or describe it below.")
                    raise FormRefused(FieldFault(f"source-{place}", words))
                continue
            if named is not None and described is not None:
                words = language.gettext("Either a recorded source, or a description of one: not both.")
                raise FormRefused(FieldFault(f"source-{place}", words))
            self._cite(entries, place, named or self._record(entries, place), where)

    def _source(self, entries: Entries, place: int) -> str | None:
        """Return what a source that is not recorded yet is known by."""
        return entries.given(f"title-{place}") or entries.given(f"url-{place}") or entries.given(f"publisher-{place}")

    def _record(self, entries: Entries, place: int) -> str:
        """Have a source recorded before; return its id, which follows from what it is called and when it came out."""
        name = f"new-source-{place}"
        body = {field: entries.given(f"{typed}-{place}") for field, typed in OF_SOURCES.items()}
        body["id"] = slug(" ".join(filter(None, (body["title"] or body["url"] or "source", body["published"]))))
        body["title"] = body["title"] or ""
        places = {f"/{name}/{field}": f"{typed}-{place}" for field, typed in OF_SOURCES.items()}
        self.places |= places | {f"/{name}": f"title-{place}"}
        parameters = {} if entries.text(f"new-{place}") else {"unless_duplicate": "true"}
        self.before[name] = Command("POST", "/v1/sources", body, parameters=parameters)
        return str(body["id"])

    def _cite(self, entries: Entries, place: int, source: str, where: str) -> None:
        below = f"{where}/{len(self.citations)}" if where else ""
        citation: dict[str, Any] = {"source": source}
        for name in OF_CITATIONS:
            if (given := entries.given(f"{name}-{place}")) is not None:
                citation[name] = given
            self.places[f"{below}/{name}"] = f"{name}-{place}"
        if (quoted := entries.given(f"quote-{place}")) is not None:
            citation["quote"] = {"exact": quoted}
        self.places |= {f"{below}/source": f"source-{place}", f"{below}/quote": f"quote-{place}"}
        if below:
            self.places[below] = f"source-{place}"
        self.citations.append(citation)
