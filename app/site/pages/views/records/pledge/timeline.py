"""A pledge over time: its words, and the verdicts on it, by party where several are judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.site.pages.figures.time_axis import Happening, Lane, Limit, TimeAxis, time_axis
from app.site.pages.languages import Language
from app.site.pages.wording.names.fields import field_words
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.names.outcomes import SIGNS, outcome
from app.site.pages.wording.values.dates import date_words
from app.site.pages.wording.values.texts import title_of

Values = Mapping[str, Any]
MOST_LANES = 6
"""Parties with a lane of their own."""

WORDS = "words"


@dataclass(frozen=True)
class Row:
    """A row of the table: on which day, of whom, what, and why."""

    day: Values | None
    party: Values | None
    words: str
    status: str | None
    reason: str | None


@dataclass(frozen=True)
class Timeline:
    """The drawing, None where nothing has a day; and all that it shows as rows."""

    drawing: TimeAxis | None
    rows: Sequence[Row]
    without_lane: int


def timeline(
    language: Language, pledge: Values, amendments: Sequence[Values], changes: Sequence[Values], today: date
) -> Timeline:
    """Return the words of a pledge and the verdicts on it over time, with the day on which it is due."""
    rows = []
    if pledge["announced"]:
        rows.append(Row(pledge["announced"], None, language.gettext("Promised"), None, None))
    for one in amendments:
        fields = ", ".join(field_words(language, name) for name in one["changes"])
        amended = language.gettext("Amended: %(fields)s") % {"fields": fields}
        rows.append(Row(one["effective_on"], None, amended, None, one["reason"]))
    verdicts = [
        Row(one["effective_on"], one["party"], label(language, "status", one["status"]), one["status"], one["reason"])
        for one in changes
    ]
    lanes = [Lane(language.gettext("WORDS"), [_happening(language, row) for row in rows])]
    judged = list(dict.fromkeys(row.party["id"] if row.party else None for row in verdicts))
    judged.sort(key=lambda party: party is not None)
    several = any(party is not None for party in judged) and len(judged) > 1
    for party in judged[:MOST_LANES] if several else [None]:
        of_party = [row for row in verdicts if not several or (row.party["id"] if row.party else None) == party]
        title = _lane_title(language, of_party[0].party) if several else language.gettext("VERDICTS")
        lanes.append(Lane(title, [_happening(language, row) for row in of_party]))
    drawing = time_axis(lanes, list(_limits(language, pledge)), today)
    ordered = sorted([*rows, *verdicts], key=lambda row: (row.day or {}).get("from") or "")
    return Timeline(drawing, ordered, max(len(judged) - MOST_LANES, 0) if several else 0)


def _lane_title(language: Language, party: Values | None) -> str:
    if party is None:
        return language.gettext("VERDICTS: the whole")
    return language.gettext("VERDICTS: %(party)s") % {"party": title_of(language, party).text}


def _happening(language: Language, row: Row) -> Happening:
    group = outcome(language, row.status) if row.status else WORDS
    day = row.day or {"from": None, "to": None}
    vague = bool(row.day and (row.day["approximate"] or row.day["uncertain"]))
    return Happening(_day(day["from"]), _day(day["to"]), row.words, group, SIGNS.get(group, ""), vague)


def _limits(language: Language, pledge: Values) -> list[Limit]:
    found = []
    for due, struck in ((pledge["due_original"], True), (pledge["due"], False)):
        if due and due["to"] and (not struck or pledge["due_moved"]):
            words = language.gettext("due %(date)s") % {"date": date_words(language, due)}
            found.append(Limit(date.fromisoformat(due["to"]), words, struck))
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
