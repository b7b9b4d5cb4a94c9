"""What is searched for: words in any form, words as they are written, beginnings of words, and what must not occur."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from app.values._strings import StringType, refuse
from app.values.search.words import stems, words
from app.values.texts import normal_text

LONGEST_QUESTION = 500
MAX_TERMS = 50
SHORTEST_BEGINNING = 2
TERMS_OF_A_NAME = 5
"""Words of a name that are looked for: long ones are rare, and each makes looking for pairs of them slower."""

_QUOTES = str.maketrans("“”„«»″", '"' * 6)
_PIECE = re.compile(r'(?P<minus>(?<![^\s])-+)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')


@dataclass(frozen=True)
class AnyForm:
    """A word with any ending: one of its stems must occur."""

    stems: tuple[str, ...]


@dataclass(frozen=True)
class Exactly:
    """Words that follow one another as they are, accents and case aside; `open`: the last may go on."""

    words: tuple[str, ...]
    open: bool = False


Term = AnyForm | Exactly


@dataclass(frozen=True)
class Question:
    """What must occur, all of it, and what must not."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]


@lru_cache(1000)
def question(text: str) -> Question:
    """Return what a text asks for. Nothing that is written in it means anything but this; no text fails.

    Words between quotation marks are wanted as they are, and so are those written as one, such as "2025-02-05".
    """
    wanted: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    common: dict[Term, None] = {}
    for piece in _PIECE.finditer(text.translate(_QUOTES)):
        term = _term(piece["plain"], piece["quoted"])
        if term is None:
            continue
        if piece["minus"]:
            unwanted[term] = None
        elif piece["plain"] and isinstance(term, Exactly) and len(term.words) == 1 and not term.open:
            # A stop word: wanted only where there is nothing else.
            common[term] = None
        else:
            wanted[term] = None
    return Question(tuple(wanted or common), tuple(unwanted))


def name_terms(name: str) -> tuple[Term, ...]:
    """Return the words of a name as they are searched for: the longest of those that say something, each once.

    A name of stop words alone has those; one without words has none. No character in it has a meaning.
    """
    found = sorted(dict.fromkeys(word.word for word in words(name)), key=len, reverse=True)
    telling: list[Term] = [AnyForm(stems(word)) for word in found if stems(word)]
    return tuple(dict.fromkeys(telling or [Exactly((word,)) for word in found]))[:TERMS_OF_A_NAME]


def _term(plain: str | None, quoted: str | None) -> Term | None:
    if plain is None:
        found = _words(quoted or "")
        return Exactly(found) if found else None
    found = _words(plain)
    if not found:
        return None
    if plain.endswith("*"):
        return Exactly(found, open=True)
    if len(found) == 1 and stems(found[0]):
        return AnyForm(stems(found[0]))
    return Exactly(found)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.word for word in words(text))


def _checked(text: str) -> str:
    text = normal_text(text, LONGEST_QUESTION)
    asked = question(text)
    terms = (*asked.wanted, *asked.unwanted)
    if not asked.wanted:
        refuse("question_empty", "Write at least one word to be found; those after '-' only leave hits out.")
    if sum(len(term.words) if isinstance(term, Exactly) else 1 for term in terms) > MAX_TERMS:
        refuse("question_terms", "Write at most {limit} words.", limit=MAX_TERMS)
    if any(isinstance(term, Exactly) and term.open and len(term.words[-1]) < SHORTEST_BEGINNING for term in terms):
        refuse("question_beginning", "Write at least {limit} letters before '*'.", limit=SHORTEST_BEGINNING)
    return text


QuestionText = Annotated[
    str,
    StringType(
        check=_checked,
        description=(
            'Words, all of which must occur in any of their forms; "words in quotation marks" follow one another as '
            "they are; `port*` begins with these letters; `-flights` must not occur. Accents and case do not matter."
        ),
        examples=("deportation flights", '"border force"', "port* -security"),
        max_length=LONGEST_QUESTION,
        pattern=r"\S",
    ),
]
"""What somebody searches for."""
