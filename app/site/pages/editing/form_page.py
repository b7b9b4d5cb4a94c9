"""A page with a form: opened, checked, saved, and shown again with what is wrong."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.errors import Merged, Unauthenticated
from app.http.problems import IN_PATHS
from app.site.pages.editing.changes_since import changes_since
from app.site.pages.editing.commands import Command, Sent, carry_out, check
from app.site.pages.editing.entries import MOST_BYTES, MOST_FIELDS, Entries, entries_of, read_entries
from app.site.pages.editing.fields import FieldFault, Form
from app.site.pages.editing.large_forms import is_large, one_at_a_time
from app.site.pages.editing.named_records import with_offers, with_records
from app.site.pages.editing.origin import refuse_other_sites
from app.site.pages.editing.refusals import field_faults, field_of
from app.site.pages.editing.typed_values import unclear_values, with_typed_values
from app.site.pages.languages import Language
from app.site.pages.page import SCRIPTED_POLICY, private_page
from app.site.pages.rendering import render
from app.site.pages.sending import Answer
from app.site.pages.visit import Visit
from app.vocabulary import Scope

TOKEN, DO, VERSION = "form_token", "do", "version"
CHECK, SAVE = "check", "save"
OK, SEND_THERE, UNAUTHENTICATED, INVALID, CHANGED, UNAVAILABLE = 200, 307, 401, 422, 412, 503
IN_HISTORY = {"Cache-Control": "private, no-cache"}
"""What was sent leads back to itself: browsers cannot show a page again that answered a form and was kept nowhere. They
keep it for who has the cookie that its `Vary` names: after signing out nobody comes back to it."""

SECONDS = "5"
"""After which a form can be sent again where the API does not say so."""

LONGEST_VERSION = 9
BUSY = 500
"""The least status that says nothing about what was typed."""


@dataclass(frozen=True)
class Saved:
    """Where a form that was saved leads to, and the note that stands there: one of `NOTES`."""

    address: str
    note: str
    anchor: str = ""


class FormRefused(Exception):
    """What was typed makes no command: what is wrong with it, field by field."""

    def __init__(self, *faults: FieldFault) -> None:
        """Keep the faults."""
        super().__init__("the form is not as it should be")
        self.faults = faults


View = Callable[[Visit, Entries], Awaitable[Form | Response]]
MakeCommand = Callable[[Visit, Form, Entries], Command]
Effect = Callable[[Visit, Form, Any], Sequence[str]]
Done = Callable[[Visit, Form, Any], Saved]


@dataclass(frozen=True)
class FormPage:
    """A form for who is signed in with a key of the scope.

    `view` returns the form as it is for what was typed so far; `command` makes of it what is asked of the API, or
    raises `FormRefused`. `effect` says in sentences what the API's answer to a check would change, and `done` where a
    saved form leads to. `template` extends `editing/form.html` where the form shows something of its own. One without
    a command only shows what those who write need, and leads on to other forms, or saves by its view.
    """

    path: str
    view: View
    command: MakeCommand | None = None
    done: Done = field(default=lambda _visit, form, _answer: Saved(form.back, ""))
    effect: Effect = field(default=lambda _visit, _form, _answer: [])
    template: str = "editing/form.html"
    most_bytes: int = MOST_BYTES
    most_fields: int = MOST_FIELDS
    has_script: bool = False
    scope: Scope = Scope.WRITE


def version_of(entries: Entries, form: Form, name: str = VERSION) -> int | None:
    """Return the version of the record that the form was opened with."""
    given = entries.text(name)
    return int(given) if given.isascii() and given.isdigit() and len(given) <= LONGEST_VERSION else form.version


async def open_form(page: FormPage, language: Language, request: Request) -> Response:
    """Return the form, empty or with what its address names; to who is not signed in, the page that lets sign in."""
    visit = _visit(page, language, request)
    if visit.session is None:
        target = visit.local + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(visit.address("/sign-in", next=target), 303)
    visit.session.caller.require(page.scope)
    entries = entries_of(request.query_params.multi_items(), sent=False)
    form = await _form(page, visit, entries)
    return form if isinstance(form, Response) else await _shown(page, visit, form, entries)


async def take_form(page: FormPage, language: Language, request: Request) -> Response:
    """Check or save what was typed. Refusals come back in the form, with all that was typed."""
    refuse_other_sites(request)
    visit = _visit(page, language, request)
    entries = with_typed_values(await read_entries(request, page.most_bytes, page.most_fields))
    if visit.session is None:
        return await _signed_out(visit, entries)
    visit.session.caller.require(page.scope)
    form = await _form(page, visit, entries)
    if isinstance(form, Response):
        return form
    if not visit.session.made(entries.text(TOKEN)):
        words = visit.language.gettext("This form was opened before you signed in. Look at it again, and send it.")
        return await _shown(page, visit, form, entries, [FieldFault(None, words)])
    if entries.text(DO) not in {CHECK, SAVE}:
        return await _shown(page, visit, form, entries)
    return await _sent(page, visit, form, entries)


async def _form(page: FormPage, visit: Visit, entries: Entries) -> Form | Response:
    """Return the form of a page; of a record that was merged, where the survivor's is: what was typed is sent there."""
    try:
        return await page.view(visit, entries)
    except Merged as error:
        path = page.path.format(**{**visit.request.path_params, "id": error.headers["Location"].rpartition("/")[2]})
        return RedirectResponse(visit.address(path), SEND_THERE if entries.sent else 303)


async def _sent(page: FormPage, visit: Visit, form: Form, entries: Entries) -> Response:
    required = visit.language.gettext("This is required.")
    missing = [one.name for one in form.fields if one.required and not entries.text(one.name)]
    faults = [FieldFault(name, required) for name in missing] + unclear_values(visit.language, entries)
    if faults or page.command is None:
        return await _shown(page, visit, form, entries, faults)
    entries, unclear = await with_records(visit, form, entries)
    if unclear:
        return await _shown(page, visit, form, entries, unclear)
    try:
        command = page.command(visit, form, entries)
    except FormRefused as refused:
        return await _shown(page, visit, form, entries, refused.faults)
    if entries.text(DO) == CHECK and form.has_check:
        return await _checked(page, visit, form, entries, command)
    return await _saved(page, visit, form, entries, command)


async def _checked(page: FormPage, visit: Visit, form: Form, entries: Entries, command: Command) -> Response:
    sent = await check(visit, command)
    if sent.answer.is_refusal:
        return await _refused(page, visit, form, entries, command, sent)
    names = {one.name for one in form.fields}
    warnings = [(field_of(one["pointer"], names, command), one) for one in sent.warnings]
    await visit.name_references(sent.answer.body)
    checked = {"effects": page.effect(visit, form, sent.answer.body), "warnings": warnings}
    return await _shown(page, visit, form, entries, checked=checked)


async def _saved(page: FormPage, visit: Visit, form: Form, entries: Entries, command: Command) -> Response:
    sent = await carry_out(visit, command, entries)
    if sent.answer.is_refusal:
        return await _refused(page, visit, form, entries, command, sent)
    saved = page.done(visit, form, sent.answer.body)
    anchor = f"#{saved.anchor}" if saved.anchor else ""
    return RedirectResponse(visit.address(saved.address, saved=saved.note) + anchor, 303)


async def _refused(
    page: FormPage, visit: Visit, form: Form, entries: Entries, command: Command, sent: Sent
) -> Response:
    problem, status = sent.answer.body, sent.answer.status
    if status == CHANGED and command.version is not None:
        # What the view has found is how the record is now: sent once more, the form is about that.
        words = visit.language.gettext(
            "The record was changed while this form was open. What changed stands below, with what you typed: look at "
            "both, and send the form again."
        )
        collection, record = command.path.split("/")[2:4]
        since = await changes_since(visit, collection, record, command.version)
        return await _shown(page, visit, form, entries, [FieldFault(None, words)], status=status, since=since)
    if status >= BUSY:
        return await _shown(page, visit, form, entries, [busy_fault(visit.language, sent.answer)], status=status)
    guards = problem.get("guards", [])
    faults = await with_offers(visit, form, entries, field_faults(visit.language, problem, form, command))
    if guards:
        # What can be set aside is known now: the form may show it.
        again = await page.view(visit, replace(entries, values={**entries.values, "refused_by": guards}))
        form = again if isinstance(again, Form) else form
    return await _shown(page, visit, form, entries, faults, status=status)


async def _shown(
    page: FormPage,
    visit: Visit,
    form: Form,
    entries: Entries,
    faults: Sequence[FieldFault] = (),
    *,
    status: int | None = None,
    checked: Mapping[str, Any] | None = None,
    since: Sequence[Any] = (),
) -> Response:
    faults, found = [*form.faults, *faults], dict[str, list[FieldFault]]()
    names = {one.name for one in form.fields}
    for fault in faults:
        if fault.field in names:
            found.setdefault(fault.field, []).append(fault)
    content = {
        **form.content,
        "visit": visit,
        "form": form,
        "entries": form.opened(entries),
        "faults": faults,
        "field_faults": found,
        "checked": checked,
        "since": since,
        "once": secrets.token_urlsafe(24),
        "form_token": visit.session.form_token if visit.session else "",
    }
    await visit.name_references()
    body = await _rendered(visit, page.template, content, form.opened(entries))
    headers = {"Content-Security-Policy": SCRIPTED_POLICY} if page.has_script else {}
    headers |= IN_HISTORY if entries.sent else {}
    again = next((fault.again_after for fault in faults if fault.again_after), None)
    if again is not None:
        return private_page(visit, body, status or UNAVAILABLE, headers | {"Retry-After": again})
    return private_page(visit, body, status or (INVALID if faults else OK), headers)


def busy_fault(language: Language, answer: Answer) -> FieldFault:
    """Return that nothing is wrong with what was typed, and that it has to be sent again."""
    words = language.gettext("Pacta is busy. What you typed is kept here: send it again in a few seconds.")
    again = answer.headers.get("retry-after", SECONDS)
    return FieldFault(None, words, answer.body["detail"], again_after=again)


async def _signed_out(visit: Visit, entries: Entries) -> Response:
    """Return a page that keeps what was typed until its author has signed in again."""
    kept = {name: values for name, values in entries.values.items() if name != TOKEN}
    content = {"visit": visit, "kept": kept, "files": bool(entries.files), "next": visit.local}
    body = await _rendered(visit, "editing/signed_out.html", content, entries)
    return private_page(visit, body, UNAUTHENTICATED, Unauthenticated("").headers)


async def _rendered(visit: Visit, template: str, content: Mapping[str, Any], entries: Entries) -> bytes:
    if is_large(entries.size):
        return await one_at_a_time(render, visit.language, template, content)
    return render(visit.language, template, content)


def _visit(page: FormPage, language: Language, request: Request) -> Visit:
    values = {name: quote(value, safe=IN_PATHS) for name, value in request.path_params.items()}
    return Visit(request, language, page.path.format(**values), {})
