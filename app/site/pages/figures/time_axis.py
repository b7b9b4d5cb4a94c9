"""A time axis with lanes: what happened, where on the axis, and where its words stand without covering others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.site.pages.figures.scales import Days, days_axis

WIDTH = 720
MARGIN = 16
LANE_TITLE, ROW, LANE_ROOM = 24, 22, 12
TOP, BOTTOM = 26, 30
CHARACTER = 7.2
"""How wide a character of the words is, at most on average: words that are given more room never meet."""

MOST_ROWS = 6
LONGEST = 40


@dataclass(frozen=True)
class Happening:
    """What stands on a lane: from its first to its last possible day, an open end being None.

    `words` are written beside it after the `sign`, `group` says how it is drawn (an outcome, or "words"). One that is
    `vague` has a day that its source calls approximate or uncertain.
    """

    first: date | None
    last: date | None
    words: str
    group: str
    sign: str = ""
    vague: bool = False


@dataclass(frozen=True)
class Lane:
    """One of several strips along the axis."""

    title: str
    happenings: Sequence[Happening]


@dataclass(frozen=True)
class Limit:
    """A day that all lanes share, as a line: what is due by then. One that was moved is `struck` through."""

    day: date
    words: str
    struck: bool = False


@dataclass(frozen=True)
class Mark:
    """A happening with its place. `start` and `end` are equal for a single day, `anchor` is SVG's."""

    happening: Happening
    start: float
    end: float
    y: float
    words: str
    words_x: float
    anchor: str


@dataclass(frozen=True)
class PlacedLane:
    """A lane with its place, from `top` to `bottom`, and what stands on it."""

    title: str
    top: float
    bottom: float
    marks: Sequence[Mark]


@dataclass(frozen=True)
class PlacedLimit:
    """A limit with its place."""

    limit: Limit
    x: float
    words_x: float
    words_y: float
    anchor: str


@dataclass(frozen=True)
class TimeAxis:
    """All of the drawing, in units of its view box, and the days at which the axis is marked."""

    width: int
    height: float
    lanes: Sequence[PlacedLane]
    limits: Sequence[PlacedLimit]
    ticks: Sequence[tuple[float, date]]
    today: float | None
    top: float
    bottom: float


def time_axis(lanes: Sequence[Lane], limits: Sequence[Limit] = (), today: date | None = None) -> TimeAxis | None:
    """Return the drawing of lanes and limits, None where nothing has a day.

    `today` is marked, and the axis reaches it at least.
    """
    days = [day for lane in lanes for one in lane.happenings for day in (one.first, one.last) if day]
    days += [limit.day for limit in limits]
    if not days:
        return None
    axis = days_axis([*days, *((today,) if today else ())], MARGIN, WIDTH - MARGIN)
    placed_limits = list(_limits(limits, axis))
    top = y = float(TOP + ROW * max(len({limit.words_y for limit in placed_limits}) - 1, 0))
    placed = []
    for lane in lanes:
        marks, rows = _marks(lane.happenings, axis, y + LANE_TITLE)
        bottom = y + LANE_TITLE + rows * ROW + LANE_ROOM
        placed.append(PlacedLane(lane.title, y, bottom, marks))
        y = bottom
    ticks = [(axis.place(day), day) for day in axis.ticks()]
    now = axis.place(today) if today else None
    return TimeAxis(WIDTH, y + BOTTOM, placed, placed_limits, ticks, now, top, y)


def _limits(limits: Sequence[Limit], axis: Days) -> Iterable[PlacedLimit]:
    free: list[float] = []
    for limit in sorted(limits, key=lambda one: one.day):
        x = axis.place(limit.day)
        words_x, anchor, start, end = _beside(x, x, limit.words)
        row = _row(free, start, end)
        yield PlacedLimit(limit, x, words_x, TOP - 10 + row * ROW, anchor)


def _marks(happenings: Sequence[Happening], axis: Days, top: float) -> tuple[list[Mark], int]:
    """Return what stands on a lane, and how many rows it takes."""
    found: list[Mark] = []
    free: list[float] = []
    for one in sorted(happenings, key=lambda one: (one.first or date.min, one.last or date.max)):
        start = axis.place(one.first or axis.first)
        end = axis.place(one.last or axis.last)
        words = one.words if len(one.words) <= LONGEST else one.words[: LONGEST - 1].rstrip() + "…"
        words_x, anchor, left, right = _beside(start - 9, end + 9, words)
        row = _row(free, left, right)
        found.append(
            Mark(one, start, end, top + row * ROW + ROW / 2, words if row < MOST_ROWS else "", words_x, anchor)
        )
    return found, min(max(len(free), 1), MOST_ROWS + 1)


def _beside(start: float, end: float, words: str) -> tuple[float, str, float, float]:
    """Return where words stand beside a mark, right of it or left, how they are anchored, and from where to where."""
    width = len(words) * CHARACTER
    if end + 4 + width <= WIDTH - 2 or start < WIDTH - end:
        return end + 4, "start", start, end + 4 + width
    return start - 4, "end", start - 4 - width, end


def _row(free: list[float], start: float, end: float) -> int:
    """Return the first row in which nothing stands from here to there, and take it. Beyond the last, all share one."""
    for row, taken in enumerate(free):
        if taken + 6 <= start or row == MOST_ROWS:
            free[row] = max(taken, end)
            return row
    free.append(end)
    return len(free) - 1
