"""What is to be done: what it is called, of which kind it is, whether one could see it done."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.intake.promises.kinds import kind_of
from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon
from app.intake.words.spanish_verbs import dictionary_form, infinitive_of
from app.vocabulary import Precision

MOST_OF_A_TITLE = 140


@dataclass(frozen=True)
class Doing:
    """What is to be done, as its words say."""

    title: str
    kind: str | None
    precision: Precision
    is_exploratory: bool
    is_intention: bool
    is_figurative: bool
    is_joint: bool
    makes: str | None = None
    """The one thing that it makes: "establish a council"."""


def doing_of(lexicon: Lexicon, tokens: Sequence[Token], first: int, last: int, begin: int | None = None) -> Doing:
    """Return what the words from one place to another say is to be done.

    `begin` is where the words begin that say to what it is done, where they stand before: "200 places will be opened".
    """
    words = tokens[first:last]
    lows = [token.low for token in words]
    not_to = _refusal(lexicon, tokens, first)
    if not_to is None and lows[0] in lexicon.negations and len(lows) > 1:
        not_to, words, lows = first, words[1:], lows[1:]
    lead = _leading(lexicon, lows)
    head = _stem(lexicon, lows[lead])
    around = lows[lead:] if begin is None else [head, *(token.low for token in tokens[begin:first]), *lows]
    content = set(around)
    title = title_of(words if not_to is None else tokens[not_to:last])
    is_specific = head in lexicon.specific_verbs or _is_an_act(lexicon, head) or bool(content & lexicon.founding_nouns)
    is_general = bool(set(around[1:6]) & lexicon.general_nouns) and not content & lexicon.founding_nouns
    has_number = any(token.text[0].isdigit() for token in words)
    is_specific = has_number or not_to is not None or (is_specific and not is_general)
    precision = Precision.SPECIFIC if is_specific else Precision.GENERAL
    exploratory = (
        head in lexicon.exploratory_verbs or lows[0] in lexicon.exploratory_verbs or bool(set(lows[:3]) & _POTENTIAL)
    )
    return Doing(
        title,
        "restraint" if not_to is not None else kind_of(lexicon, around, head, is_money=_is_money(lexicon, around)),
        precision,
        is_exploratory=exploratory,
        is_intention=head in lexicon.intention_verbs,
        is_figurative=bool(set(lows[1:5]) & lexicon.figurative_objects),
        is_joint=bool(content & _TOGETHER),
        makes=title if not_to is None and begin is None and _makes_one_thing(lexicon, head, lows[lead + 1 :]) else None,
    )


def _makes_one_thing(lexicon: Lexicon, head: str, behind: Sequence[str]) -> bool:
    """Return whether a doing sets up one body, programme or the like: "create a joint commission"."""
    institutional = next(acts for kind, acts in lexicon.acts if kind == "institutional")
    behind = behind[1:] if behind[:1] and behind[0] in lexicon.of | {"up"} else behind
    if head not in institutional or not behind or behind[0] not in {"a", "an", "un", "una"}:
        return False
    return any(low in lexicon.founding_nouns for low in behind[1:5])


_TOGETHER = frozenset(["together", "jointly", "joint", "juntos", "juntas", "conjuntamente", "conjunto", "conjunta"])
_POTENTIAL = frozenset(
    [
        "potential",
        "possible",
        "possibility",
        "feasibility",
        "posible",
        "posibles",
        "posibilidad",
        "potencial",
        "potenciales",
        "factibilidad",
        "viabilidad",
    ]
)


def _is_an_act(lexicon: Lexicon, head: str) -> bool:
    return any(head in acts for kind, acts in lexicon.acts if kind in _SEEN_DONE) and head not in lexicon.general_acts


_SEEN_DONE = frozenset(
    (
        *("restraint", "treaty_action", "legislative", "information_sharing", "infrastructure"),
        *("financial", "institutional", "process", "in_kind"),
    )
)
"""Kinds of which mostly one can see that they were done."""


def _refusal(lexicon: Lexicon, tokens: Sequence[Token], first: int) -> int | None:
    """Return where "not to" or "no" stands before a doing that somebody undertakes to leave."""
    for place in (first - 1, first - 2):
        if place >= 0 and tokens[place].low in lexicon.negations:
            return place
        if place >= 0 and tokens[place].low not in {"to", "a"}:
            return None
    return None


def _leading(lexicon: Lexicon, lows: Sequence[str]) -> int:
    """Return the place of the word that names the doing: behind adverbs and articles."""
    place = 0
    while place < len(lows) - 1 and (lexicon.is_adverb(lows[place]) or lows[place] in lexicon.determiners):
        place += 1
    return place


def _is_money(lexicon: Lexicon, lows: Sequence[str]) -> bool:
    return bool(set(lows[:16]) & (lexicon.money | {"$", "€", "£", "¥", "usd", "eur", "gbp"}))


def title_of(words: Sequence[Token]) -> str:
    """Return a title of some words, cut at a word where it would be long."""
    pieces: list[str] = []
    length, previous = 0, None
    for token in words:
        piece = token.text if previous is None or previous.end == token.start else f" {token.text}"
        if length + len(piece) > MOST_OF_A_TITLE:
            pieces.append("…")
            break
        pieces.append(piece)
        length += len(piece)
        previous = token
    title = "".join(pieces).strip('“”"«» ,;:')
    return title[:1].upper() + title[1:]


def in_the_infinitive(title: str, clitic: str) -> str:
    """Return a Spanish title that begins with a conjugated verb with its infinitive: "Abrirá" becomes "Abrir".

    `clitic` is the word before the verb: "se" becomes a part of it, with another the title stays. It stays, too, where
    the infinitive cannot be told.
    """
    words = title.split(" ")
    place = int(words[0].casefold() == "no" and len(words) > 1)
    infinitive = infinitive_of(words[place].casefold())
    if infinitive is None or clitic in _CLITICS:
        return title
    words[place] = infinitive + clitic * (clitic == "se")
    return line_of(" ".join(words))


_CLITICS = frozenset({"le", "les", "lo", "la", "los", "las", "nos", "me"})


def line_of(words: str) -> str:
    """Return some words as a title in one line."""
    line = " ".join(words.split())
    return line[:1].upper() + line[1:]


def _stem(lexicon: Lexicon, low: str) -> str:
    """Return a verb in the form that lists have."""
    if lexicon.language == "es":
        return dictionary_form(low)
    known = lexicon.action_verbs | lexicon.specific_verbs
    for ending in ("ing", "ed"):
        stem = low.removesuffix(ending)
        if stem != low and low not in known:
            return next((one for one in (stem, f"{stem}e", stem[:-1]) if one in known), stem)
    return _IRREGULAR.get(low, low)


_IRREGULAR = {
    "made": "make", "built": "build", "set": "set", "held": "hold", "given": "give", "taken": "take", "sent": "send",
    "paid": "pay", "met": "meet", "begun": "begin", "lent": "lend", "cut": "cut", "rebuilt": "rebuild",
}  # fmt: skip
