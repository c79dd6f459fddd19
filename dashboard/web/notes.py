"""Who presents and who reads along on another screen: codes, steps and time, in the memory of this process.

A presenting window opens a desk and gets a secret; whoever types its short code gets a token of their own. The secret
alone says what is on show, a token alone asks for a step. A desk dies with its window.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from hmac import compare_digest

from dashboard.present.own_story import OwnStory
from dashboard.web.limits import Addresses

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that reads like another
CODE_LENGTH = 6
MOST_DESKS = 200
MOST_DESKS_PER_ADDRESS = 20
MOST_READERS = 8
MOST_STEPS = 20
GUESSES = 6  # wrong codes of one address at once
GUESSES_PER_S = 1 / 120  # and then one in two minutes
OPENINGS = 2 * MOST_DESKS_PER_ADDRESS  # desks that one address opens at once; each has a picture to draw
OPENINGS_PER_S = 1 / 3
LOST_S = 8.0  # a window that has not asked for so long has no connection
GONE_S = 600.0  # and after this it is gone, and its code with it
CLOSING_S = 20.0  # a window that said it closes may only load anew
STEP_S = 5.0  # a step that nobody has fetched by then would surprise
STEPS = frozenset({"next", "back", "first", "last", "blank"})


@dataclass(slots=True, eq=False)
class Desk:
    """What one presenting window shares with its readers.

    Attributes
    ----------
    code, secret : str
    address : str
        Of the window that opened it.
    began : float
        When its clock began, in seconds.
    story : OwnStory or None
        What its window alone tells; None for the story that all are told.
    seen, read : float
        When the window, and when a reader last asked; `read` is 0 before the first.
    """

    code: str
    secret: str
    address: str
    began: float
    seen: float
    read: float = 0.0
    ends: float = 0.0
    scene: int = 1
    count: int = 1
    blank: bool = False
    version: int = 1
    step_number: int = 0
    tokens: list[str] = field(default_factory=list)
    steps: list[tuple[int, str, float]] = field(default_factory=list)
    story: OwnStory | None = None


class Desks:
    """The desks of this process.

    Parameters
    ----------
    clock : callable
        Tells the seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._desks: list[Desk] = []
        self._guessers = Addresses(GUESSES, GUESSES_PER_S)
        self._openers = Addresses(OPENINGS, OPENINGS_PER_S)
        self.server = secrets.token_hex(4)
        """Names this process, so that a window can tell that another one answers."""

    def __len__(self) -> int:
        return len(self._desks)

    def may_open(self, address: str) -> bool:
        """Whether a window of an address may open a desk now: to read its story and draw its code is work."""
        self._clear()
        now = self._clock()
        return self._has_room(address) and self._openers.bucket(address, now).take(now)

    def open(self, address: str, story: OwnStory | None = None) -> Desk | None:
        """Open a desk for a window that may; nothing if there are too many by now.

        Parameters
        ----------
        address : str
            Of the client.
        story : OwnStory, optional
            What its window alone tells.
        """
        if not self._has_room(address):
            return None
        now = self._clock()
        taken = {desk.code for desk in self._desks}
        code = next(code for code in iter(_code, "") if code not in taken)
        desk = Desk(code, secrets.token_urlsafe(24), address, began=now, seen=now, story=story)
        self._desks.append(desk)
        return desk

    def of_secret(self, secret: str) -> Desk | None:
        """Find the desk of a presenting window, which thereby shows that it is there."""
        self._clear()
        found = None
        for desk in self._desks:
            if _same(desk.secret, secret):
                found = desk
        if found:
            found.ends = 0.0
            if self.is_lost(found):
                found.version += 1
            found.seen = self._clock()
        return found

    def of_token(self, token: str) -> Desk | None:
        """Find the desk of a reader."""
        self._clear()
        found = None
        for desk in self._desks:
            for held in desk.tokens:
                if _same(held, token):
                    found = desk
        if found:
            found.read = self._clock()
        return found

    def pair(self, code: str, address: str) -> str | None:
        """Give a reader a token for a code; None for a wrong code.

        Raises
        ------
        TooManyGuessesError
            After some wrong codes from one address, whatever the code; readers who have a token go on.
        """
        self._clear()
        now = self._clock()
        bucket = self._guessers.bucket(address, now)
        if bucket.is_empty(now):
            raise TooManyGuessesError
        normalized = "".join(code.upper().split()).replace("-", "")
        found = None
        for desk in self._desks:
            if _same(desk.code, normalized):
                found = desk
        if found is None:
            bucket.take(now)
            return None
        token = secrets.token_urlsafe(24)
        found.tokens = [*found.tokens, token][-MOST_READERS:]
        found.read = now
        found.version += 1
        return token

    def show(self, desk: Desk, scene: int, count: int, blank: bool) -> None:
        """Take down what a window shows."""
        if (desk.scene, desk.count, desk.blank) != (scene, count, blank):
            desk.scene, desk.count, desk.blank = scene, count, blank
            desk.version += 1

    def ask(self, desk: Desk, step: str) -> bool:
        """Ask the window for a step; not while it has no connection, for it would come as a surprise."""
        if self.is_lost(desk) or desk.ends:
            return False
        desk.step_number += 1
        desk.steps = [*desk.steps, (desk.step_number, step, self._clock())][-MOST_STEPS:]
        return True

    def due(self, desk: Desk, done: int) -> list[tuple[int, str]]:
        """List the steps after a number that are still fresh."""
        now = self._clock()
        return [(number, step) for number, step, then in desk.steps if number > done and now - then <= STEP_S]

    def restart(self, desk: Desk) -> None:
        """Begin the clock anew."""
        desk.began = self._clock()
        desk.version += 1

    def closing(self, desk: Desk) -> None:
        """Let a desk die soon, unless its window has only loaded anew."""
        desk.ends = self._clock() + CLOSING_S
        desk.version += 1

    def close(self, desk: Desk) -> None:
        """Let a desk die at once."""
        self._desks.remove(desk)
        desk.version += 1

    def is_open(self, desk: Desk) -> bool:
        """Whether a desk has not died."""
        return desk in self._desks

    def is_lost(self, desk: Desk) -> bool:
        """Whether the window of a desk has no connection."""
        return self._clock() - desk.seen > LOST_S

    def is_read(self, desk: Desk) -> bool:
        """Whether a reader is there."""
        return bool(desk.read) and self._clock() - desk.read <= LOST_S

    def elapsed(self, desk: Desk) -> int:
        """Give the seconds since the clock began."""
        return int(self._clock() - desk.began)

    def _has_room(self, address: str) -> bool:
        opened_here = sum(desk.address == address for desk in self._desks)
        return len(self._desks) < MOST_DESKS and opened_here < MOST_DESKS_PER_ADDRESS

    def _clear(self) -> None:
        now = self._clock()
        for desk in self._desks[:]:
            if now - desk.seen > GONE_S or (desk.ends and now > desk.ends):
                self.close(desk)


class TooManyGuessesError(Exception):
    """An address has typed too many wrong codes."""


def _code() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))


def _same(held: str, given: str) -> bool:
    return compare_digest(held.encode(), given.encode())
