"""What the words of closed lists are called where people read them, and what they mean, in English and in Spanish.

In English a word is called itself, but for those that `ENGLISH` has; what it means stands in the vocabulary. Both in
Spanish stand in `app/spanish`. A test says which words lack it.
"""

from collections.abc import Mapping
from inspect import cleandoc

from pydantic import BaseModel, Field

from app.bilingual import LanguageCode
from app.spanish import intake, judgements, pledges, records, service
from app.spanish.closed_list import ClosedLists
from app.vocabulary import Term

Labels = Mapping[str, Mapping[str, str]]
"""Labels of words, by the class of their closed list."""


class Label(BaseModel):
    """What a word is called where people read it."""

    en: str = Field(examples=["Readout"])
    es: str = Field(examples=["Reseña oficial"])


ENGLISH: Labels = {
    "SourceKind": {"communique": "Communiqué", "dataset": "Data set"},
    "ParticipantKind": {"intergovernmental_organization": "Intergovernmental organization"},
    "Joint": {"several": "Each for itself", "joint": "One performance together"},
    "PartyRole": {"directed_against": "Directed against"},
    "Measure": {"boolean": "Done or not done", "currency": "Amount of money"},
    "InstrumentKind": {"communique": "Communiqué", "memorandum": "Memorandum of understanding"},
    "StatementLinkType": {"in_reply_to": "In reply to"},
    "UnknownBecause": {"withheld": "Withheld from the public"},
    "ScaleName": {
        "g7_g20": "G7 and G20 compliance",
        "ogp_completion": "OGP completion",
        "peace_accords_matrix": "Peace Accords Matrix",
        "unhcr_stage": "UNHCR stage",
        "upr_implementation": "UPR implementation",
        "politifact": "PolitiFact",
    },
    "StatusBasis": {"whole": "Of the whole", "promisors": "Of its promisors", "none": "None"},
    "Rollup": {"leaves": "Parts", "wholes": "Wholes", "all": "All"},
}

SPANISH: ClosedLists = {**records.LISTS, **pledges.LISTS, **judgements.LISTS, **service.LISTS, **intake.LISTS}


def label_of(term: Term) -> Label:
    """Return what a word is called in English and in Spanish; in English where its Spanish is not known yet."""
    name = type(term).__name__
    english = ENGLISH.get(name, {}).get(term.value) or term.value.replace("_", " ").capitalize()
    return Label(en=english, es=_spanish(term, english, term.meaning)[0])


def meaning_of(term: Term, language: LanguageCode) -> str:
    """Return what a word means."""
    return term.meaning if language == "en" else _spanish(term, term.value, term.meaning)[1]


def meaning_of_list(terms: type[Term], language: LanguageCode) -> str:
    """Return what a closed list is, in a sentence."""
    spanish = SPANISH.get(terms.__name__)
    return cleandoc(terms.__doc__ or "") if language == "en" or spanish is None else spanish.meaning


def _spanish(term: Term, label: str, meaning: str) -> tuple[str, str]:
    """Return what a word is called and means in Spanish; what is given where that is not known yet."""
    spanish = SPANISH.get(type(term).__name__)
    return (label, meaning) if spanish is None else spanish.words.get(term.value, (label, meaning))
