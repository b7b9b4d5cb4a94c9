"""Who speaks: the subject of a verb of saying, or the words by which nobody in particular is named."""

from app.intake.clauses.read_sentence import ReadSentence
from app.intake.clauses.subjects import Subject
from app.intake.findings import Actor
from app.intake.names.mention import PERSON, UNNAMED


def speakers_of(reading: ReadSentence, subject: Subject, verb: str = "") -> tuple[list[Actor] | None, str | None]:
    """Return who speaks, None where all who meet do; and the words for a speaker who is not named.

    `verb` is that of saying: where no subject stands before it, its ending may say that it is "we".
    """
    if subject.is_left_out:
        return _understood(reading, verb), None
    actors: list[Actor] = []
    for mention in subject.mentions:
        if mention.kind == UNNAMED:
            return [], reading.written(mention.first, mention.last + 1)
        found = reading.discourse.resolved(mention, reading.actors)
        if found is None:
            reading.has_all_for_subject()
            return None, None
        if mention.role and not mention.name and not any(actor.kind == PERSON for actor in found):
            # An office whose holder is not named.
            return found, reading.written(mention.first, mention.last + 1)
        actors += found
    if actors:
        reading.has_for_subject(actors)
    return actors, None


def _understood(reading: ReadSentence, verb: str) -> list[Actor] | None:
    """Return who speaks where no words say it: the subject before, or, in Spanish, whom the verb alone says.

    One is who spoke last, several are those spoken of, or all.
    """
    lexicon, discourse = reading.lexicon, reading.discourse
    if verb.endswith(lexicon.we_endings):
        return None
    if reading.has_subject:
        return reading.heard
    if lexicon.language != "es":
        return []
    last, one = discourse.last, discourse.speaker or discourse.person
    if verb.endswith("n"):
        return last if last is not None and len(last) > 1 else None
    return last if one is None else [one]
