"""Editing the plain fields of a record: texts, words and days. Lists have forms or operations of their own."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import cache
from typing import Any

from app.etags import digest
from app.records.registry import RECORD_TYPES
from app.site.pages.editing.commands import Command
from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import ADDRESS, COUNTRY, SHORT, WAS, Field, FieldFault, Form, Group, Takes
from app.site.pages.editing.form_page import FormPage, FormRefused, Saved, version_of
from app.site.pages.editing.typed_values import is_day
from app.site.pages.forms.options import options, with_none
from app.site.pages.languages import Language
from app.site.pages.visit import Visit
from app.site.pages.wording.names.fields import field_words
from app.site.pages.wording.names.labels import label, words
from app.site.pages.wording.sentences.revision_changes import value_words
from app.site.pages.wording.values.texts import title_of
from app.values.wording.nouns import snake_case

CALLED = frozenset({"title", "name"})
"""Fields that are long."""

MOST_BYTES = 1_048_576
Schema = Mapping[str, Any]
Values = Mapping[str, Any]


@cache
def plain_fields(collection: str) -> Mapping[str, Schema]:
    """Return the fields of a collection's records that hold one text, word or day, each with what it takes."""
    schema = RECORD_TYPES[collection].written.model_json_schema()
    return {name: found for name, found in _plain(schema) if name != "id"}


def _plain(schema: Schema) -> Iterator[tuple[str, Schema]]:
    for name, field in schema["properties"].items():
        pieces = [one for one in field.get("anyOf", [field]) if one.get("type") != "null"]
        told = {
            "required": name in schema.get("required", ()),
            "has_none": len(pieces) < len(field.get("anyOf", pieces)),
        }
        for piece in pieces[:1]:
            terms = piece.get("$ref", "").rpartition("/")[2]
            if "enum" in schema.get("$defs", {}).get(terms, {}):
                yield name, told | {"list": snake_case(terms)}
            elif piece.get("type") == "string":
                yield name, told | {"most": piece.get("maxLength", SHORT)}


def _view(collection: str) -> Callable[[Visit, Entries], Awaitable[Form]]:
    async def view(visit: Visit, entries: Entries) -> Form:
        _ = visit.language.gettext
        path = f"/v1/{collection}/{visit.id}"
        record = await visit.ask_now(path)
        written = await visit.ask_now(path, form="written")
        names = [name for name in written if name in plain_fields(collection)]
        changed = _changed(entries, names, written)
        return Form(
            _("Edit the record"),
            [
                Group(_("What it says"), [_field(visit.language, collection, name, written) for name in names]),
                Group("", [Field(f"{WAS}{name}", "", "kept", value=_mark(written[name])) for name in names]),
            ],
            _("Save the changes"),
            lead=title_of(visit.language, record).text,
            back=f"/{collection}/{visit.id}",
            version=record["version"],
            holds=_holding(entries, names, written, changed) if entries.sent else None,
            content={"path": path, "written": written, "changed": changed},
        )

    return view


def _mark(value: str | None) -> str:
    return digest((value or "").encode("utf-8", "surrogatepass"))


def _changed(entries: Entries, names: list[str], written: Values) -> dict[str, str | None]:
    """Return the fields into which something else was typed than they were opened with, and is not there already."""
    return {
        name: entries.given(name)
        for name in names
        if name in entries.values
        and _mark(entries.text(name)) != entries.text(f"{WAS}{name}")
        and entries.given(name) != written[name]
    }


def _holding(entries: Entries, names: list[str], written: Values, changed: Values) -> Entries:
    """Return what was typed, and what the record says now in every field that was left alone."""
    left = {name: [written[name] or ""] for name in names if name not in changed}
    return Entries({**entries.values, **left}, entries.files, sent=True)


def _field(language: Language, collection: str, name: str, written: Values) -> Field:
    told, called = plain_fields(collection)[name], field_words(language, name)
    called, value = called[:1].upper() + called[1:], written[name] or ""
    if "list" in told:
        found = options(language, told["list"])
        chosen = with_none(language, found) if told["has_none"] else found
        return Field(name, called, "one", options=chosen, value=value)
    takes: Takes = "line" if told["most"] <= SHORT else "address" if told["most"] <= ADDRESS else "text"
    longest = COUNTRY if name == "country" else told["most"]
    return Field(
        name, called, "day" if is_day(name) else takes, required=told["required"], value=value, longest=longest,
        is_wide=name in CALLED,
    )  # fmt: skip


def _command(visit: Visit, form: Form, entries: Entries) -> Command:
    if not form.content["changed"]:
        raise FormRefused(FieldFault(None, visit.language.gettext("Nothing was changed.")))
    return Command("PATCH", form.content["path"], form.content["changed"], version=version_of(entries, form))


def _effect(visit: Visit, form: Form, _answer: Any) -> list[str]:
    language, written = visit.language, form.content["written"]
    return [
        f"{field_words(language, name)}: {_words(language, form, name, written[name])} → "
        f"{_words(language, form, name, value)}"
        for name, value in form.content["changed"].items()
    ]


def _words(language: Language, form: Form, name: str, value: str | None) -> str:
    told = plain_fields(form.content["path"].split("/")[2])[name]
    known = value is not None and value in words(language, told["list"]) if "list" in told else False
    return label(language, told["list"], value) if known else value_words(language, name, value, {})


def _done(_visit: Visit, form: Form, _answer: Any) -> Saved:
    return Saved(form.back, "record")


FORMS = tuple(
    FormPage(f"/{collection}/{{id}}/edit", _view(collection), _command, _done, _effect, most_bytes=MOST_BYTES)
    for collection in RECORD_TYPES
)
