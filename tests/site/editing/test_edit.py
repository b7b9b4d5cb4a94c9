"""Editing the plain fields of records by the form: only what was changed is sent."""

from typing import Any

import pytest

from app.records.registry import RECORD_TYPES
from app.site.pages.forms.edit import plain_fields
from app.site.pages.wording.names.fields import _FIELDS
from tests.conftest import Unique
from tests.nouns import NOUNS
from tests.serving import Service
from tests.site.editing.conftest import Person, kept_by

ANY = {"Accept": "*/*"}


def written(person: Person, path: str) -> dict[str, Any]:
    return dict(person.client.get(f"/v1{path}?form=written", headers=ANY).json())


def shown(person: Person, path: str, collection: str) -> dict[str, str]:
    """Return what a form sends of a record that nobody touches."""
    values = written(person, path)
    return {name: values[name] or "" for name in plain_fields(collection)}


def test_every_plain_field_has_words() -> None:
    assert {name for collection in RECORD_TYPES for name in plain_fields(collection)} <= set(_FIELDS)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.collection)
def test_every_record_is_edited_and_what_is_left_alone_stays(
    seeded: Service, editor: Person, unique: Unique, noun: Any
) -> None:
    path = f"/{noun.collection}/{unique('edited')}"
    with seeded.client("write") as client:
        client.put(f"/v1{path}", json=noun.minimal).raise_for_status()
    before = written(editor, path)
    called = next(name for name in ("title", "name", "summary") if name in before)
    untouched = editor.send(f"{path}/edit", **shown(editor, path, noun.collection))
    assert (untouched.status_code, "Nothing was changed." in untouched.text) == (422, True)
    typed = shown(editor, path, noun.collection) | {called: "Called otherwise"}
    checked = editor.send(f"{path}/edit", "check", **typed)
    assert (checked.status_code, "“Called otherwise”" in checked.text) == (200, True)
    assert written(editor, path) == before
    saved = editor.send(f"{path}/edit", **typed)
    assert saved.status_code == 303
    assert written(editor, path) == before | {called: "Called otherwise"}


def test_what_others_changed_meanwhile_is_not_put_back(seeded: Service, editor: Person, unique: Unique) -> None:
    path = f"/meetings/{unique('changed')}"
    body = {"title": "A meeting", "form": "call", "status": "held", "starts": "2025-02-05", "place": "Here"}
    with seeded.client("admin") as other:
        other.put(f"/v1{path}", json=body).raise_for_status()
        kept = editor.open(f"{path}/edit")
        typed = shown(editor, path, "meetings") | {"title": "A call", "do": "save"}
        other.patch(f"/v1{path}", json={"place": "There"}, headers={"If-Match": "*"}).raise_for_status()
    refused = editor.client.post(f"{path}/edit", data={**kept, **typed})
    assert refused.status_code == 412
    assert "the admin key" in refused.text
    assert 'value="There"' in refused.text
    assert 'value="A call"' in refused.text
    again = typed | {"place": "There"}
    assert editor.client.post(f"{path}/edit", data={**kept_by(refused.text), **again}).status_code == 303
    now = written(editor, path)
    assert (now["title"], now["place"]) == ("A call", "There")


def test_a_field_is_emptied_and_what_is_wrong_is_said_at_its_field(
    seeded: Service, editor: Person, unique: Unique
) -> None:
    path = f"/sources/{unique('emptied')}"
    with seeded.client("write") as client:
        body = {"kind": "readout", "title": "A readout", "publisher": "A ministry", "published": "2025-02-05"}
        client.put(f"/v1{path}", json=body).raise_for_status()
    typed = shown(editor, path, "sources") | {"publisher": ""}
    for field, value in (("url", "no address"), ("published", "yesterday"), ("title", ""), ("kind", "nonsense")):
        wrong = editor.send(f"{path}/edit", **typed | {field: value})
        assert wrong.status_code == 422, field
        assert f'<a href="#field-{field}">' in wrong.text, field
    assert editor.send(f"{path}/edit", **typed).status_code == 303
    assert written(editor, path)["publisher"] is None
