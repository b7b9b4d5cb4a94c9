"""What filters and sorts of lists are called on pages, and what each filter takes."""

from collections.abc import Callable, Mapping

from app.site.pages.languages import Language

_Words = Callable[[Language], str]

FILTERS: Mapping[str, _Words] = {
    "about": lambda language: language.gettext("About the pledge"),
    "actions.instrument": lambda language: language.gettext("With the instrument"),
    "actions.meeting": lambda language: language.gettext("About a pledge made at the meeting"),
    "actions.under": lambda language: language.gettext("Done by it, or by a part of it"),
    "actor": lambda language: language.gettext("Done by, or on behalf of"),
    "addressed_to": lambda language: language.gettext("Said to"),
    "adopted_from": lambda language: language.gettext("Adopted from"),
    "adopted_to": lambda language: language.gettext("Adopted until"),
    "amends": lambda language: language.gettext("Amends the instrument"),
    "announced_from": lambda language: language.gettext("Announced from"),
    "announced_to": lambda language: language.gettext("Announced until"),
    "attestation": lambda language: language.gettext("In whose words at best"),
    "basis": lambda language: language.gettext("Where its status comes from"),
    "classification": lambda language: language.gettext("Code in another scheme"),
    "components": lambda language: language.gettext("Has parts"),
    "conditional": lambda language: language.gettext("Waits for a condition"),
    "confirms": lambda language: language.gettext("Confirms the statement"),
    "country": lambda language: language.gettext("Country"),
    "criteria_after_verdict": lambda language: language.gettext("A criterion was written after the verdict"),
    "denies": lambda language: language.gettext("Denies the statement"),
    "disputed": lambda language: language.gettext("Sources disagree"),
    "due_after": lambda language: language.gettext("Due after"),
    "due_before": lambda language: language.gettext("Due before"),
    "due_moved": lambda language: language.gettext("The day it is due was moved"),
    "due_soon": lambda language: language.gettext("Due soon"),
    "existing_on": lambda language: language.gettext("Existed on"),
    "external_id": lambda language: language.gettext("Id in another register"),
    "fulfilled_late": lambda language: language.gettext("Fulfilled late"),
    "happened_from": lambda language: language.gettext("Happened from"),
    "happened_to": lambda language: language.gettext("Happened until"),
    "id": lambda language: language.gettext("Id"),
    "implementer": lambda language: language.gettext("Carried out by"),
    "implements": lambda language: language.gettext("Implements the instrument"),
    "in_force_on": lambda language: language.gettext("In force on"),
    "in_reply_to": lambda language: language.gettext("Answers the statement"),
    "instruments.linked_to": lambda language: language.gettext("Linked to the instrument"),
    "instruments.meeting": lambda language: language.gettext("Adopted at the meeting"),
    "instruments.participant": lambda language: language.gettext("Participant that acted on it"),
    "instruments.part_of": lambda language: language.gettext("Part of the instrument"),
    "is_reversal": lambda language: language.gettext("An earlier verdict was reversed"),
    "kind": lambda language: language.gettext("Kind"),
    "language": lambda language: language.gettext("Language"),
    "legal_nature": lambda language: language.gettext("Legal nature"),
    "meeting_form": lambda language: language.gettext("Form"),
    "meeting_role": lambda language: language.gettext("Relation to a meeting"),
    "meetings.part_of": lambda language: language.gettext("Part of the meeting"),
    "meetings.participant": lambda language: language.gettext("Attended by"),
    "meetings.under": lambda language: language.gettext("Attended by it, or by a part of it"),
    "newer_evidence": lambda language: language.gettext("Evidence newer than the verdict"),
    "on_behalf_of": lambda language: language.gettext("Said on behalf of"),
    "origin": lambda language: language.gettext("How it came about"),
    "overdue": lambda language: language.gettext("Overdue"),
    "overridden": lambda language: language.gettext("Verdict with less evidence than is asked for"),
    "parent": lambda language: language.gettext("Directly within the topic"),
    "participants.part_of": lambda language: language.gettext("Directly part of"),
    "participants.under": lambda language: language.gettext("The participant and all its parts"),
    "pledges.instrument": lambda language: language.gettext("Made in the instrument"),
    "pledges.meeting": lambda language: language.gettext("Made at the meeting"),
    "pledges.part_of": lambda language: language.gettext("Part of the pledge"),
    "pledges.participant": lambda language: language.gettext("Participant, in any role"),
    "pledges.under": lambda language: language.gettext("Participant or a part of it, in any role"),
    "precision": lambda language: language.gettext("Precision"),
    "promisee": lambda language: language.gettext("Promised to"),
    "promisor": lambda language: language.gettext("Promised by"),
    "promisor_under": lambda language: language.gettext("Promised by it, or by a part of it"),
    "published_from": lambda language: language.gettext("Published from"),
    "published_to": lambda language: language.gettext("Published until"),
    "publisher": lambda language: language.gettext("Publisher, by its exact name"),
    "q": lambda language: language.gettext("Words"),
    "rank": lambda language: language.gettext("Rank"),
    "relation": lambda language: language.gettext("Relation to a pledge"),
    "repeats": lambda language: language.gettext("Repeats the statement"),
    "replaces": lambda language: language.gettext("Replaces the instrument"),
    "reserves": lambda language: language.gettext("With reservations"),
    "review_after": lambda language: language.gettext("To be looked at again after"),
    "review_before": lambda language: language.gettext("To be looked at again before"),
    "review_due": lambda language: language.gettext("To be looked at again by now"),
    "rollup": lambda language: language.gettext("Of pledges with parts"),
    "said_from": lambda language: language.gettext("Said from"),
    "said_to": lambda language: language.gettext("Said until"),
    "source": lambda language: language.gettext("Cites the source"),
    "speaker": lambda language: language.gettext("Said by"),
    "standing": lambda language: language.gettext("Where a participant stands"),
    "starts_from": lambda language: language.gettext("Began from"),
    "starts_to": lambda language: language.gettext("Began until"),
    "statements.linked_to": lambda language: language.gettext("Linked to the statement"),
    "statements.meeting": lambda language: language.gettext("Said at the meeting"),
    "statements.participant": lambda language: language.gettext("Said by, for or to"),
    "statements.under": lambda language: language.gettext("Said by, for or to it, or a part of it"),
    "status": lambda language: language.gettext("Status"),
    "status_conflict": lambda language: language.gettext("Verdicts contradict each other"),
    "strength": lambda language: language.gettext("How firm"),
    "succeeds": lambda language: language.gettext("Came in the place of"),
    "tag": lambda language: language.gettext("Tag"),
    "topic": lambda language: language.gettext("Topic"),
    "topics.under": lambda language: language.gettext("The topic and all within it"),
    "trackability": lambda language: language.gettext("What is needed to follow it"),
    "trackability_missing": lambda language: language.gettext("Missing to follow it"),
    "unknown_because": lambda language: language.gettext("Why nobody can say"),
    "updated_since": lambda language: language.gettext("Changed here since"),
    "voice": lambda language: language.gettext("A citation in the voice"),
}
"""By the filter's name, where lists differ with that of the list before it."""

SORTS: Mapping[str, _Words] = {
    "id": lambda language: language.gettext("Id, a to z"),
    "-id": lambda language: language.gettext("Id, z to a"),
    "title": lambda language: language.gettext("Title, a to z"),
    "-title": lambda language: language.gettext("Title, z to a"),
    "name": lambda language: language.gettext("Name, a to z"),
    "-name": lambda language: language.gettext("Name, z to a"),
    "announced": lambda language: language.gettext("Announced, the oldest first"),
    "-announced": lambda language: language.gettext("Announced, the latest first"),
    "due": lambda language: language.gettext("Due, the earliest first"),
    "-due": lambda language: language.gettext("Due, the latest first"),
    "starts": lambda language: language.gettext("Began, the oldest first"),
    "-starts": lambda language: language.gettext("Began, the latest first"),
    "adopted": lambda language: language.gettext("Adopted, the oldest first"),
    "-adopted": lambda language: language.gettext("Adopted, the latest first"),
    "in_force": lambda language: language.gettext("In force, the oldest first"),
    "-in_force": lambda language: language.gettext("In force, the latest first"),
    "happened": lambda language: language.gettext("Happened, the oldest first"),
    "-happened": lambda language: language.gettext("Happened, the latest first"),
    "said": lambda language: language.gettext("Said, the oldest first"),
    "-said": lambda language: language.gettext("Said, the latest first"),
    "published": lambda language: language.gettext("Published, the oldest first"),
    "-published": lambda language: language.gettext("Published, the latest first"),
    "updated_at": lambda language: language.gettext("Changed here, the longest ago first"),
    "-updated_at": lambda language: language.gettext("Changed here, the latest first"),
}

_ACCEPTED: Mapping[str, _Words] = {
    "classification": lambda language: language.gettext("the scheme, a colon and the code in it, such as cap:19"),
    "country": lambda language: language.gettext("a territory's code, such as gt or us"),
    "external_id": lambda language: language.gettext("the register, a colon and the id in it, such as wikidata:Q774"),
    "language": lambda language: language.gettext("the code of a language, such as es or en-GB"),
    "q": lambda language: language.gettext("at least one word that is to be found"),
}

_IDS: Mapping[str, _Words] = {
    "actions": lambda language: language.gettext("the name or the id of an action that is recorded here"),
    "instruments": lambda language: language.gettext("the name or the id of an instrument that is recorded here"),
    "meetings": lambda language: language.gettext("the name or the id of a meeting that is recorded here"),
    "participants": lambda language: language.gettext("the name or the id of a participant that is recorded here"),
    "pledges": lambda language: language.gettext("the name or the id of a pledge that is recorded here"),
    "sources": lambda language: language.gettext("the name or the id of a source that is recorded here"),
    "statements": lambda language: language.gettext("the id of a statement that is recorded here"),
    "topics": lambda language: language.gettext("the name or the id of a topic that is recorded here"),
}


def filter_words(language: Language, collection: str, name: str) -> str:
    """Return what a filter of a collection's list is called. Raises `KeyError` for one without words."""
    found = FILTERS.get(f"{collection}.{name}") or FILTERS[name]
    return found(language)


def sort_words(language: Language, sort: str) -> str:
    """Return what an order is called. Raises `KeyError` for one without words."""
    return SORTS[sort](language)


def accepted_words(language: Language, name: str, takes: str, of: str | None, words: list[str]) -> str:
    """Return what a filter accepts. `words` are the labels of those that it takes."""
    if takes == "id" and of is not None:
        return _IDS[of](language)
    if takes == "day":
        return language.gettext("a day, such as 2025-03-31")
    if takes == "instant":
        return language.gettext("a day, such as 2025-03-31, or an instant, such as 2025-03-31T12:00:00Z")
    if takes == "flag":
        return language.gettext("yes or no")
    if takes == "word":
        return ", ".join(words)
    return _ACCEPTED[name](language) if name in _ACCEPTED else language.gettext("a short text on one line")
