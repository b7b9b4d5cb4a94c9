"""Two records side by side: merged into one, or found to be different, and that taken back."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse

from app.errors import Merged, NotFound
from app.ledger.model.nested_tables import DIFFERENT_FROM
from app.ledger.model.record_type import RecordType
from app.records.registry import RECORD_TYPES
from app.site.pages.editing.commands import Command
from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import Field, Form, Group, Option
from app.site.pages.editing.form_page import FormPage, Saved, version_of
from app.site.pages.visit import Visit
from app.site.pages.wording.names.fields import field_words
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.sentences.revision_changes import names_in, value_words
from app.site.pages.wording.values.texts import title_of

SIDES = ("first", "second")
DIFFERENT = "-different"
"""What the form is sent with in the place of the record that remains, where both do. No record has such an id."""

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """What two records have in a field, and whether that is the same."""

    words: str
    first: str
    second: str
    differs: bool


async def view(visit: Visit, _entries: Entries) -> Form | Response:
    """Return the form: both records, which of them remains, and why they are one."""
    _ = visit.language.gettext
    collection, record_type = _collection(visit)
    ids = [visit.request.path_params[side] for side in SIDES]
    if ids[0] == ids[1]:
        detail = "A record is no duplicate of itself."
        raise NotFound(detail)
    try:
        read = [await visit.ask_now(f"/v1/{collection}/{one}") for one in ids]
    except Merged as error:
        survivor = error.headers["Location"].rpartition("/")[2]
        return RedirectResponse(visit.address(f"/{collection}/{survivor}"), 303)
    await visit.name_references()
    written = [await visit.ask_now(f"/v1/{collection}/{one}", form="written") for one in ids]
    named = _told_apart(names_in(visit.language, *read))
    said = _said(record_type, written, ids)
    return Form(
        _("Compare two records"),
        [
            *([] if said else [Group(_("What they are"), _choice(visit, record_type, read))]),
            Group("", [Field(f"version-{one['id']}", "", "kept", value=str(one["version"])) for one in read]),
        ],
        _("Remove this finding") if said else _("Save the decision"),
        back=f"/duplicates?type={collection}",
        content={
            "collection": collection,
            "records": read,
            "rows": sorted(_rows(visit, record_type, written, named), key=lambda row: not row.differs),
            "written": written,
            "said": said,
        },
    )


def _choice(visit: Visit, record_type: RecordType, read: list[Values]) -> list[Field]:
    """Return the fields by which people say that two records are one, and which remains, or that they are different."""
    _ = visit.language.gettext
    names = [title_of(visit.language, one).text for one in read]
    remaining = [
        Option(one["id"], _("One and the same: %(name)s remains") % {"name": name}, one["id"])
        for name, one in zip(names, read, strict=True)
    ]
    fields = [
        Field(
            "into", _("Decision"), "choice", required=True,
            options=[*remaining, Option(DIFFERENT, _("Different: both remain"))],
            hint=_(
                "Where one remains, what refers to the other one will refer to it; what the other one says itself is "
                "not copied. What is different is suggested no more."
            ),
        ),
        Field("reason", _("Reason"), "text", required=True, hint=_("Why it is so. Everybody reads it.")),
    ]  # fmt: skip
    if record_type.merging.kept_name is not None:
        kept = _("If one remains: keep the other's name as one more name")
        fields.insert(1, Field("keep_name", kept, "flag", value="yes"))
    return fields


def _said(record_type: RecordType, written: list[Values], ids: list[str]) -> Mapping[str, str] | None:
    """Return by which of two records it is said that they are different, and why; None where none says so."""
    for own, id, other in zip(written, ids, reversed(ids), strict=True):
        for item in own[DIFFERENT_FROM]:
            if item[record_type.noun] == other:
                return {"by": id, "other": other, "reason": item["reason"]}
    return None


def _collection(visit: Visit) -> tuple[str, RecordType]:
    collection = visit.request.path_params["collection"]
    if collection not in RECORD_TYPES:
        detail = "There is no such collection."
        raise NotFound(detail)
    return collection, RECORD_TYPES[collection]


def _rows(visit: Visit, record_type: RecordType, written: list[Values], names: Mapping[str, str]) -> Iterator[Row]:
    """Yield what either of two records has, field by field."""
    first, second = written
    for name in first:
        if name != "id" and (first[name] not in (None, [], {}) or second[name] not in (None, [], {})):
            if name == "kind":
                words = [label(visit.language, f"{record_type.noun}_kind", one[name]) for one in written]
            else:
                words = [value_words(visit.language, name, one[name], names) for one in written]
            called = field_words(visit.language, name)
            differs = _without_ids(first[name]) != _without_ids(second[name])
            yield Row(called[:1].upper() + called[1:], words[0], words[1], differs)


def _without_ids(value: Any) -> Any:
    """Return a value without the ids of its items, which say nothing."""
    if isinstance(value, list):
        return [_without_ids(item) for item in value]
    return {name: held for name, held in value.items() if name != "id"} if isinstance(value, dict) else value


def _told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return names with the ids of those behind them that are called alike."""
    times = Counter(names.values())
    return {id: f"{name} ({id})" if times[name] > 1 else name for id, name in names.items()}


def command(_visit: Visit, form: Form, entries: Entries) -> Command:
    """Return the merge of the record that does not remain into the one that does, or what is said of both."""
    if form.content["said"] or entries.text("into") == DIFFERENT:
        return _difference(form, entries)
    ids = [one["id"] for one in form.content["records"]]
    into = entries.text("into")
    merged = ids[0] if into == ids[1] else ids[1]
    body: dict[str, Any] = {"into": into, "reason": entries.text("reason")}
    if entries.text("keep_name") and any(one.name == "keep_name" for one in form.fields):
        body["keep_name"] = True
    path = f"/v1/{form.content['collection']}/{merged}/merge"
    return Command("POST", path, body, version=version_of(entries, form, f"version-{merged}"))


def _difference(form: Form, entries: Entries) -> Command:
    """Return the command by which the first record says that it is not the second; if one says so, no longer."""
    collection, said = form.content["collection"], form.content["said"]
    noun = RECORD_TYPES[collection].noun
    first, second = (one["id"] for one in form.content["records"])
    by, other = (said["by"], said["other"]) if said else (first, second)
    own = form.content["written"][0 if by == first else 1]
    others = [item for item in own[DIFFERENT_FROM] if item[noun] != other]
    if not said:
        others.append({noun: other, "reason": entries.text("reason")})
    place = f"/{DIFFERENT_FROM}/{len(others) - 1}"
    places = {} if said else {f"{place}/reason": "reason", f"/{DIFFERENT_FROM}": "into"}
    version = version_of(entries, form, f"version-{by}")
    return Command("PATCH", f"/v1/{collection}/{by}", {DIFFERENT_FROM: others}, places, version=version)


def effect(visit: Visit, form: Form, answer: Any) -> list[str]:
    """Return which record would lead where and how many others would follow, or what becomes of the suggestion."""
    _ = visit.language.gettext
    if "into" not in answer:
        if form.content["said"]:
            return [_("They will be suggested as likely duplicates again, if they are that much alike.")]
        return [_("They will no longer be suggested as likely duplicates."), _("Both remain as they are.")]
    names = {one["id"]: title_of(visit.language, one).text for one in form.content["records"]}
    moved = visit.language.ngettext(
        "%(num)d record that refers to it will refer to the other one.",
        "%(num)d records that refer to it will refer to the other one.",
        len(answer["moved"]),
    ) % {"num": len(answer["moved"])}
    leads = _("%(merged)s (%(id)s) will lead to %(into)s (%(into_id)s).") % {
        "merged": names[answer["id"]], "id": answer["id"], "into": names[answer["into"]], "into_id": answer["into"],
    }  # fmt: skip
    return [leads, moved]


def done(visit: Visit, form: Form, answer: Any) -> Saved:
    """Go on to the record that remains; of two that are different, stay: it can be taken back here."""
    if "into" not in answer:
        return Saved(visit.path, "together" if form.content["said"] else "different")
    return Saved(f"/{form.content['collection']}/{answer['into']}", "merge")


FORM = FormPage("/duplicates/{collection}/{first}/{second}", view, command, done, effect, "editing/comparison.html")
