"""Large forms: read and shown in a thread, one at a time: others are answered meanwhile, and memory is bounded."""

from asyncio import get_running_loop
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

LARGE = 262_144
"""Bytes, or characters, of a form from which on others do not wait for it: a text of megabytes takes a second."""

THREAD = "pacta-forms"
_thread = ThreadPoolExecutor(1, thread_name_prefix=THREAD)


def is_large(size: int) -> bool:
    """Return whether others would wait too long for a form of this size."""
    return size > LARGE


async def one_at_a_time(work: Callable[P, R], *arguments: P.args, **options: P.kwargs) -> R:
    """Return what the work returns, done after that of other large forms."""
    return await get_running_loop().run_in_executor(_thread, partial(work, *arguments, **options))
