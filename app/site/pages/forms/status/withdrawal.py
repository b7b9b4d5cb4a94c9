"""Withdrawing a status change that was recorded by mistake."""

from typing import Any

from app.errors import NotFound
from app.site.pages.editing.commands import Command
from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import Field, Form, Group
from app.site.pages.editing.form_page import FormPage, Saved, version_of
from app.site.pages.visit import Visit
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.values.texts import title_of


async def view(visit: Visit, _entries: Entries) -> Form:
    """Return the form: which status change, and why it was a mistake."""
    _ = visit.language.gettext
    pledge = await visit.ask_now(f"/v1/pledges/{visit.id}")
    change = await visit.ask_now(f"/v1/pledges/{visit.id}/status-changes/{visit.request.path_params['change']}")
    if change["withdrawn"]:
        detail = "This status change is withdrawn already."
        raise NotFound(detail)
    reason = Field(
        "reason", _("Reason"), "text", required=True, hint=_("Why it was a mistake of recording. Everybody reads it.")
    )
    return Form(
        _("Withdraw a verdict"),
        [Group(_("It no longer counts, and stays in the history"), [reason])],
        _("Withdraw it"),
        lead=title_of(visit.language, pledge).text,
        back=f"/pledges/{visit.id}",
        version=pledge["version"],
        content={"change": change},
    )


def command(visit: Visit, form: Form, entries: Entries) -> Command:
    """Return the withdrawal."""
    path = f"/v1/pledges/{visit.id}/status-changes/{form.content['change']['id']}/withdraw"
    return Command("POST", path, {"reason": entries.text("reason")}, version=version_of(entries, form))


def effect(visit: Visit, form: Form, _answer: Any) -> list[str]:
    """Return what would no longer count."""
    status = label(visit.language, "status", form.content["change"]["status"])
    return [visit.language.gettext("No longer counts: %(status)s") % {"status": status}]


def done(_visit: Visit, form: Form, _answer: Any) -> Saved:
    """Return to where the pledge stands now."""
    return Saved(form.back, "withdrawal", "verdicts")


FORM = FormPage(
    "/pledges/{id}/status-changes/{change}/withdraw", view, command, done, effect, "editing/withdrawal.html"
)
