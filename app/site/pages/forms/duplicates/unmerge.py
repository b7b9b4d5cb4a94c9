"""Telling two records apart again that were merged by mistake."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse

from app.errors import Merged
from app.records.registry import RECORD_TYPES
from app.site.pages.editing.commands import Command
from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import Field, Form, Group
from app.site.pages.editing.form_page import FormPage, Saved
from app.site.pages.visit import Visit


def _view(collection: str) -> Callable[[Visit, Entries], Awaitable[Form | Response]]:
    async def view(visit: Visit, _entries: Entries) -> Form | Response:
        _ = visit.language.gettext
        try:
            await visit.ask_now(f"/v1/{collection}/{visit.id}", fields="id")
        except Merged as error:
            survivor = error.headers["Location"].rpartition("/")[2]
            reason = Field("reason", _("Reason"), "text", required=True, hint=_("Why they are two after all."))
            return Form(
                _("Undo a merge"),
                [Group(_("Restore the record"), [reason])],
                _("Undo the merge"),
                lead=_("%(id)s was merged into %(into)s.") % {"id": visit.id, "into": survivor},
                back=f"/{collection}/{survivor}",
                content={"collection": collection},
            )
        # It is there by itself: nothing is to be undone.
        return RedirectResponse(visit.address(f"/{collection}/{visit.id}"), 303)

    return view


def _command(visit: Visit, form: Form, entries: Entries) -> Command:
    path = f"/v1/{form.content['collection']}/{visit.id}/unmerge"
    return Command("POST", path, {"reason": entries.text("reason")})


def _effect(visit: Visit, _form: Form, answer: Any) -> list[str]:
    moved = len(answer["moved_back"])
    told = visit.language.ngettext(
        "%(num)d record will refer to it again.", "%(num)d records will refer to it again.", moved
    )
    left = [
        visit.language.gettext("Changed since, and left as it is: %(id)s") % {"id": one["id"]} for one in answer["left"]
    ]
    return [told % {"num": moved}, *left]


def _done(visit: Visit, form: Form, _answer: Any) -> Saved:
    return Saved(f"/{form.content['collection']}/{visit.id}", "unmerge")


FORMS = tuple(
    FormPage(f"/{collection}/{{id}}/undo-merge", _view(collection), _command, _done, _effect)
    for collection in RECORD_TYPES
)
