"""What counts of promises come to, as a sentence."""

from collections.abc import Mapping
from typing import Any

from babel.lists import format_list

from app.site.pages.languages import Language

Totals = Mapping[str, Any]
"""What came of the promises that are due, as statistics count it: `total`, and a number for each outcome."""


def due_sentence(language: Language, recorded: int, due: Totals) -> str:
    """Return what came of all that are due: "Of 41 promises that have fallen due, 9 were kept and 6 broken; …"."""
    total, unknown = due["total"], due["unknown"]
    if not recorded:
        return language.gettext("No promise is recorded here yet.")
    if not total:
        return language.ngettext(
            "One promise is recorded here; it is not due yet.",
            "%(number)s promises are recorded here; none of them is due yet.",
            recorded,
        ) % {"number": recorded}
    if unknown == total:
        return language.ngettext(
            "One promise has fallen due; nobody can say what came of it.",
            "%(number)s promises have fallen due; of none can anybody say what came of it.",
            total,
        ) % {"number": total}
    told = format_list([clause for clause in _clauses(language, due) if clause], locale=language.locale)
    values = {"total": total, "told": told, "unknown": unknown}
    if not unknown:
        return (
            language.ngettext(
                "Of one promise that has fallen due, %(told)s.",
                "Of %(total)s promises that have fallen due, %(told)s.",
                total,
            )
            % values
        )
    return (
        language.ngettext(
            "Of %(total)s promises that have fallen due, %(told)s; of one nobody can say.",
            "Of %(total)s promises that have fallen due, %(told)s; of %(unknown)s nobody can say.",
            unknown,
        )
        % values
    )


def _clauses(language: Language, due: Totals) -> list[str]:
    """Return what came of those of which somebody can say; kept and broken are told also where there are none."""
    kept, partly, broken = due["kept"], due["partly_kept"], due["broken"]
    unfinished, let_off = due["unfinished"], due["let_off"]
    return [
        language.ngettext("%(number)s was kept", "%(number)s were kept", kept) % {"number": kept}
        if kept
        else language.gettext("none was kept"),
        partly and language.ngettext("%(number)s kept in part", "%(number)s kept in part", partly) % {"number": partly},
        broken and language.ngettext("%(number)s broken", "%(number)s broken", broken) % {"number": broken},
        unfinished
        and language.ngettext("%(number)s left unfinished so far", "%(number)s left unfinished so far", unfinished)
        % {"number": unfinished},
        let_off
        and language.ngettext("%(number)s no longer asked for", "%(number)s no longer asked for", let_off)
        % {"number": let_off},
    ]


def due_subtitle(language: Language, total: int, day: str) -> str:
    """Return what the bar of the promises that are due counts, by a day in words."""
    return language.ngettext(
        "One promise whose day had passed by %(day)s, by what is known of it",
        "%(number)s promises whose day had passed by %(day)s, by what is known of them",
        total,
    ) % {"number": total, "day": day}


FUNCTIONS = {"due_sentence": due_sentence, "due_subtitle": due_subtitle}
