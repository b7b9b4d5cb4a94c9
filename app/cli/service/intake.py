"""`pacta intake`: what a text says was pledged and said."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.arguments import AsJson
from app.cli.service.connection import connected
from app.cli.terminal import counted, fail, say, say_json

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""What files are, by their endings."""

STANDARD_INPUT = "-"


def intake(
    file: Annotated[str, typer.Argument(help="A text, HTML, PDF or DOCX; - for a text on standard input.")],
    language: Annotated[str | None, typer.Option(help="en or es. Default: found out.")] = None,
    bundle: Annotated[
        bool, typer.Option("--bundle", help="Print the bundle of all drafts, for `pacta import` after a look at it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read a text for what it says was pledged and said, by rules. Nothing is saved.

    Examples: pacta intake readout.pdf; pacta intake readout.txt --bundle > readout.json
    """
    from app.client.requests import Request, address, content

    data, media_type = _read(file)
    request = Request("POST", address("intake"), {"language": language}, data, {"Content-Type": media_type})
    with connected() as client:
        response, _again = client.run(client.conversation.exchange(request))
        proposal: dict[str, Any] = content(response)
    if as_json:
        say_json(proposal)
    elif bundle:
        say_json(proposal["bundle"])
    else:
        _show(proposal)


def _read(file: str) -> tuple[bytes, str]:
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read(), "text/plain"
    media_type = MEDIA_TYPES.get(Path(file).suffix.lower())
    if media_type is None:
        fail(f"{file} is no text: such files end in {', '.join(MEDIA_TYPES)}.")
    try:
        return Path(file).read_bytes(), media_type
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")


def _show(proposal: dict[str, Any]) -> None:
    from app.cli.cells import nothing_found, say_rows

    rows = [
        {
            "kind": one["kind"] if one["kind"] == "pledge" else one["draft"]["kind"],
            "who": ", ".join(_who(one)) or "?",
            "what": one["draft"].get("title") or one["draft"]["summary"],
            "sure": f"{one['confidence']:.0%}",
            "rule": one["rule"],
        }
        for one in proposal["candidates"]
    ]
    say_rows(("kind", "who", "what", "sure", "rule"), rows)
    if not rows:
        nothing_found("pledges or statements")
    say(f"{counted(len(proposal['ignored']), 'passage')} passed over: --json says why.")


def _who(candidate: dict[str, Any]) -> list[str]:
    draft = candidate["draft"]
    if candidate["kind"] == "pledge":
        return [party["participant"] for party in draft["parties"] if party["role"] == "promisor"]
    return [draft[name] for name in ("speaker", "attributed_to") if name in draft]
