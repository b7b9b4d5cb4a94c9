"""How commands end, by what was raised."""

import re

import pytest

from app.cli.exit_codes import ENDING, CommandFailedError, ExitCode, ending
from app.client import Failure, OtherLedger, UnexpectedAnswer, Unreachable
from app.client.failures import CLASSES, Problem
from app.errors import NotFound


def problem(status: int, kind: str) -> Problem:
    return CLASSES.get(status, Problem)(status, {"type": f"/problems/{kind}", "title": "No", "detail": "Because."})


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (problem(400, "malformed-json"), 1),
        (problem(401, "unauthenticated"), 6),
        (problem(403, "forbidden"), 6),
        (problem(404, "not-found"), 3),
        (problem(409, "conflict"), 4),
        (problem(410, "redacted"), 3),
        (problem(412, "precondition-failed"), 4),
        (problem(422, "invalid-content"), 1),
        (problem(422, "guard-refused"), 4),
        (problem(422, "batch-refused"), 4),
        (problem(428, "precondition-required"), 4),
        (problem(429, "too-many"), 5),
        (problem(500, "internal-error"), 5),
        (problem(503, "unavailable"), 5),
        (problem(507, "storage-full"), 5),
        (Unreachable("gone"), 5),
        (UnexpectedAnswer("a page"), 5),
        (OtherLedger("ends"), 1),
        (NotFound("There is none."), 1),
        (CommandFailedError("a", "b"), 1),
        (CommandFailedError("a", code=ExitCode.USAGE), 2),
    ],
    ids=repr,
)
def test_what_is_raised_ends_a_command(error: Exception, code: int) -> None:
    ended = ending(error)
    assert ended is not None
    assert ended[0] == code
    assert "".join(ended[1])


def test_what_nobody_foresaw_is_raised() -> None:
    assert ending(ValueError("x")) is None


def test_every_exit_code_is_explained() -> None:
    assert [int(number) for number in re.findall(r"(?:: |, )(\d) ", ENDING)] == [code.value for code in ExitCode]


def test_a_refusal_names_every_fault() -> None:
    told = {"title": "Wrong", "detail": "Two faults.", "errors": [{"message": "a", "pointer": "/x"}, {"message": "b"}]}
    ended = ending(Problem(422, told))
    assert ended == (ExitCode.FAILED, ("Wrong: Two faults.", "/x: a", "b"))
    assert isinstance(Problem(422, told), Failure)
