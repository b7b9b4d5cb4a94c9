"""How it is judged: the rules of the vocabulary, in the order in which readers meet what they decide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.site.pages.languages import Language
from app.site.pages.page import Content, Page
from app.site.pages.visit import Visit

Vocabulary = Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """A rule as the vocabulary has it, under a heading of its own where it has a name here."""

    text: str
    title: str | None = None


@dataclass(frozen=True)
class Section:
    """Rules about one thing: what it is called, what it is in a sentence, its rules, and closed lists with titles."""

    anchor: str
    title: str
    lead: str
    rules: list[Rule]
    lists: list[tuple[str, Mapping[str, Any]]]


async def view(visit: Visit) -> Content:
    """Return the rules of this release."""
    vocabulary = await visit.ask_now("/v1/vocabulary", language=visit.language.code)
    return {
        "status": vocabulary["status"],
        "scales": vocabulary["scales"],
        # What it ends with, which statuses come to which outcome, is the table above it.
        "due_rule": vocabulary["judgements"]["due"].rpartition(". ")[0] + ".",
        "sections": list(sections(visit.language, vocabulary)),
    }


def list_titles(language: Language) -> Mapping[str, str]:
    """Return what closed lists are called, by their names: these are the anchors that pages lead to."""
    _ = language.gettext
    return {
        "voice": _("In whose voice a source speaks, the surest first"),
        "relation": _("What a citation is to the claim"),
        "act": _("Words or deeds"),
        "strength": _("Strength: how firmly somebody is bound"),
        "precision": _("Precision: whether one can see it done"),
        "legal_nature": _("Legal nature"),
        "origin": _("How it came to be a promise"),
        "joint": _("Several promisors"),
        "trackability_item": _("What is needed to follow it"),
        "direction": _("What a target asks for"),
        "measure": _("What is measured"),
        "aggregate": _("Which value counts"),
        "baseline_kind": _("What a baseline is"),
        "rollup": _("What is counted"),
        "position": _("Positions"),
        "axis": _("What an assessment judges"),
        "assessor_kind": _("Who assesses"),
        "participation_act": _("Acts of a party"),
        "participation_standing": _("Where a party stands"),
    }


def sections(language: Language, vocabulary: Vocabulary) -> Iterator[Section]:
    """Yield what stands below the rules about statuses."""
    lists = {one["name"]: one for one in vocabulary["lists"]}
    judged, _ = vocabulary["judgements"], language.gettext
    titles = list_titles(language)

    def section(anchor: str, title: str, lead: str, *rules: Rule, lists_of: tuple[str, ...] = ()) -> Section:
        return Section(anchor, title, lead, list(rules), [(titles[name], lists[name]) for name in lists_of])

    yield section(
        "attestation",
        _("How sure it is"),
        _(
            "Each citation says in whose voice its source speaks: from a text that the parties adopted to a report "
            "that names nobody. A record is as sure as the best voice that supports it."
        ),
        Rule(judged["attestation"]),
        lists_of=("voice", "relation", "act"),
    )
    yield section(
        "accounts",
        _("Where sources disagree"),
        _("Accounts that cannot both be true are kept side by side. None of them is chosen in silence."),
        Rule(vocabulary["accounts"]),
    )
    yield section(
        "wording",
        _("How firm and how precise a promise is"),
        _("Both are judged by its words alone, whatever came of it."),
        lists_of=("strength", "precision", "legal_nature", "origin", "joint"),
    )
    yield section(
        "trackability",
        _("Whether it can be followed"),
        _("Some promises cannot be followed as they are known. What is missing is named: that is a finding, too."),
        Rule(judged["trackability"]),
        Rule(judged["criteria_after_verdict"], _("Criteria")),
        lists_of=("trackability_item",),
    )
    yield section(
        "progress",
        _("How far it has come"),
        _("Where a target was published, what was measured is set against it."),
        Rule(judged["progress"]),
        lists_of=("direction", "measure", "aggregate", "baseline_kind"),
    )
    yield section(
        "parts",
        _("Promises that have parts"),
        _("A promise that is recorded in parts counts once."),
        Rule(judged["rollup"]),
        Rule(judged["components"], _("Parts together")),
        lists_of=("rollup",),
    )
    yield section(
        "positions",
        _("Who accepts it"),
        _("Whoever is concerned may accept or reject a promise, a verdict or an assessment, in part or as a whole."),
        Rule(judged["positions"]),
        lists_of=("position",),
    )
    yield section(
        "assessments",
        _("Assessors"),
        _(
            "Others judge, too. Their scores stand beside each other and beside the statuses: they are averaged, never "
            "mixed into a status."
        ),
        Rule(judged["assessments"]),
        Rule(judged["agreement"], _("How far assessors agree")),
        lists_of=("axis", "assessor_kind"),
    )
    yield section(
        "participation",
        _("Who is bound by a text"),
        _("Signing is not consenting, and whoever consented can leave: where a party stands follows from its acts."),
        Rule(judged["participation"]),
        lists_of=("participation_act", "participation_standing"),
    )
    yield section(
        "dates",
        _("Days that are not known exactly"),
        _("A day is recorded as exactly as it is known, and no more exactly than that."),
        Rule(vocabulary["dates"]),
    )


PAGE = Page("/method", "method.html", view)
