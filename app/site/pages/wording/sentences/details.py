"""What is said of a refusal as a whole, where no field is at fault, sentence by sentence, as catalogs translate it."""


def _(message: str) -> str:
    """Return a message as it is: so marked, it comes into the catalogs."""
    return message


OF_DETAILS: tuple[str, ...] = (
    _("There was no such {noun} at that moment, or what is known of it was redacted."),
    _("There is no such {noun}; the nearest id is {near}."),
    _("There is no such {noun}."),
    _("There never was such a {noun}."),
    _("There is no such record."),
    _("No text of the source is stored."),
    _("The {noun} was deleted."),
    _("The {noun} was merged into another, and the entry that says which was redacted."),
    _("The {noun} was merged into {survivor}: write to that one."),
    _("The {noun} was merged into {survivor}."),
    _("The {noun} was withdrawn and stays as it is: record it anew if it holds."),
    _("The {noun} has no such {part}."),
    _("The record has no such part."),
    _("The record already exists."),
    _("The record is now at version {version}."),
    _("The record exists and differs from what was sent."),
    _("The id is taken by another of the {collection}."),
    _("A {noun} that is there says the same, so nothing was written."),
    _("Other records refer to this one."),
    _("The {noun} is not merged into another."),
    _("{id} has itself been merged since; undo that merge first."),
    _("Entries of the {noun} were redacted, so it cannot be restored: create a new one under another id."),
    _("The {noun} refers to records that have been deleted since: {ids}."),
    _("The survivor would refer to itself in {fields}: withdraw that, or merge the survivor into this record."),
    _("The merge would make {id} invalid: {reason}"),
    _("The assessor has another standing assessment of this party on this axis for this period: supersede or "
      "withdraw it."),
    _("Promisors of a joint pledge are judged as a whole: withdraw the status changes of each first."),
    _("Parties that have {parts} cannot be removed; other roles can be added to them."),
    _("Targets that have measurements cannot be removed; withdraw these first."),
    _("Targets that have milestones cannot be removed; delete these first."),
    _("The first response to this request has been redacted since; nothing was done now."),
    _("A text may have at most {most} bytes."),
    _("The body may have at most {most} bytes."),
    _("The key lacks the scope {scope}."),
    _("The key is unknown or revoked.{help}"),
    _("This requires a key with the scope {scope}.{help}"),
)  # fmt: skip
"""Those that say more before those with which they begin."""
