"""The situation in a few lines for the empty card slot, and the text beside the picture."""

from collections.abc import Sequence
from typing import TypedDict

from dashboard.telling.sentence import form, sentence
from dashboard.telling.teller import Teller, doors
from geodata.counting import Totals
from geodata.model import ANNOUNCED, ATTESTED, CONTINGENT, OPEN, POST, PRESENT, SENT

MOST_LINES = 5


class SituationRow(TypedDict):
    """One line of the situation; `sel` names what it opens, as the address does."""

    name: str
    number: str
    note: str
    sel: str


class Situation(TypedDict):
    """The situation as the empty card slot draws it."""

    title: str
    rows: list[SituationRow]
    notes: list[str]


def situation(teller: Teller) -> Situation:
    """Tell the situation: who is there, who is to come, what is not counted."""
    rows = [SituationRow(name=line, number="", note="", sel="") for line in _lines(teller)]
    return Situation(title=teller.words.say("map.card.situation"), rows=rows, notes=[])


def _lines(teller: Teller) -> list[str]:
    """Tell the situation in five lines at most; what is zero is left out, what the filter hides is passed over.

    Parameters
    ----------
    teller
        World, choice and language.
    """
    totals = teller.world.totals()
    coming = _to_come(teller, totals)
    rest = [_present(teller, totals), _stale(teller, totals), _posts(teller, totals), _doubt(teller, totals)]
    if len(coming) + sum(map(len, rest)) > MOST_LINES:
        coming = ["; ".join(coming)]
    lines = [*rest[0], *coming, *(line for part in rest[1:] for line in part)]
    lines += _further(teller, totals)[: max(0, MOST_LINES - len(lines))]
    return lines or ["".join(piece.text for piece in sentence(teller))]


def _line(teller: Teller, key: str, subjects: Sequence[str], **values: object) -> list[str]:
    """Write a line that names the actors of subjects; none if there are none."""
    if not subjects:
        return []
    return [teller.words.say(key, names=teller.words.listing(teller.actors(subjects)), **values)]


def _present(teller: Teller, totals: Totals) -> list[str]:
    if not teller.speaks_of(CONTINGENT, PRESENT):
        return []
    people, words = totals.people, teller.words
    here = [name for name in (*people.counted, *people.without_number) if name not in totals.sent]
    if not here:
        return [words.say("situation.here.stale" if people.last_known else "situation.here.none")]
    if not people.counted:
        return _line(teller, "situation.here.silent", here)
    on_the_way = bool(set(people.counted) & set(totals.sent))
    key = "situation.here.way" if on_the_way else "situation.here"
    return _line(teller, key, here, people=teller.soldiers(totals))


def _to_come(teller: Teller, totals: Totals) -> list[str]:
    """Say who is on the way and who is announced, as far as the filter lets them through."""
    return [
        *_line(teller, "situation.sent", totals.sent if teller.speaks_of(CONTINGENT, [SENT]) else ()),
        *_line(teller, "situation.announced", totals.announced if teller.speaks_of(CONTINGENT, [ANNOUNCED]) else ()),
    ]


def _stale(teller: Teller, totals: Totals) -> list[str]:
    return _line(teller, "situation.last", totals.people.last_known)


def _posts(teller: Teller, totals: Totals) -> list[str]:
    words = teller.words
    awaited = words.listing(teller.actors(totals.posts_announced))
    if totals.posts_open:
        key = "situation.posts.more" if awaited else "situation.posts"
        return _line(teller, key, totals.posts_open, **({"announced": awaited} if awaited else {}))
    if awaited:
        return [words.say("situation.posts.announced", names=awaited)]
    told_of_all = teller.speaks_of(POST, [OPEN]) and not teller.state.nations and not totals.posts_honorary
    return [words.say("situation.posts.none")] if told_of_all else []


def _doubt(teller: Teller, totals: Totals) -> list[str]:
    counts = {"disputed": len(totals.disputed), "unconfirmed": len(totals.unconfirmed)}
    said = [teller.words.say(f"situation.{key}.{form(n)}", n=teller.words.number(n)) for key, n in counts.items() if n]
    return [teller.words.say("situation.doubt", what=", ".join(said))] if said else []


def _further(teller: Teller, totals: Totals) -> list[str]:
    """Say more where there is room: who gave no number, honorary consulates, posts seen in service, sites."""
    words, behind = teller.words, doors(teller.world, totals)
    lines: list[str] = []
    if totals.people.counted:
        lines += _line(teller, "situation.silent", totals.people.without_number)
    lines += _line(teller, "situation.honorary", totals.posts_honorary)
    if totals.posts_attested and teller.speaks_of(POST, [ATTESTED]):
        lines.append(words.say("situation.attested", n=words.number(len(totals.posts_attested))))
    sites = {kind: behind[f"kind_{kind}"] for kind in ("base", "command", "outpost", "airport", "ship")}
    counts = [words.count(f"count.{kind}", len(names)) for kind, names in sites.items() if names]
    return [*lines, words.say("situation.sites", things=words.listing(counts))] if counts else lines


def twin(teller: Teller, shown: int, reported: int, filters: Sequence[str]) -> str:
    """Tell in a paragraph what the view shows and hides: the text beside the picture.

    Parameters
    ----------
    teller
        Of what passes the filters.
    shown
        How many subjects do.
    reported
        Of how many anything is reported, filtered away or not.
    filters
        The active filters in words.
    """
    words = teller.words
    told = "".join(piece.text for piece in sentence(teller))
    parts = [told, words.say("twin.shown", n=words.number(shown), all=words.number(reported))]
    if filters:
        parts.append(words.say("twin.filter", filters="; ".join(filters)))
    return " ".join(parts)
