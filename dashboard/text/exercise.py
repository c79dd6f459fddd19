"""What the sentence says of contingents: who is there, who was sent, who is announced."""

from collections.abc import Sequence

from dashboard.text.composer import Piece, SentenceBuilder
from dashboard.text.parts import (
    Told,
    foreseen_end,
    form,
    had_announced,
    joint_number,
    labels,
    nations_said,
    reported,
    when,
)
from dashboard.text.uncounted import coming, hearsay, last, left, not_counted, own, stale
from geodata.model import ANNOUNCED, CONTINGENT, IN_PLACE, PRESENT, SENT, STANDING_PRESENCE, UNSTATED, last_day
from geodata.totals import has_number

TOLD_BY_NAME = (STANDING_PRESENCE, UNSTATED)
"""Programmes that gather what has nothing to do with each other: its contingents are named, not summed up as forces."""


def exercise(teller: SentenceBuilder) -> Told:
    """Tell the contingents of the programme that the view is about; nothing where the filter leaves them out."""
    totals = teller.totals
    if not totals.programme:
        return []
    if not teller.speaks_of(CONTINGENT, PRESENT):
        return _promised(teller) if teller.speaks_of(CONTINGENT, [ANNOUNCED]) else []
    told = _present(teller) or last(teller) or _promised(teller)
    told = told + left(teller, first=False) if told else left(teller, first=True) or _nothing(teller)
    told += hearsay(teller) if not (teller.whole and told) else []
    return told + (not_counted(teller) if teller.state.nations or teller.state.programmes else [])


def _present(teller: SentenceBuilder) -> Told:
    """Say who is in place or was sent there."""
    people = teller.totals.people
    silent = people.without_number
    if people.counted and (people.low or not silent):
        told = _counted(teller) + _silent(teller) + _held(teller)
    elif teller.here and teller.totals.programme in TOLD_BY_NAME:
        clock, purpose = teller.clocks(), teller.purpose()
        told = teller.fill("told.labels", clock=clock, purpose=purpose, labels=labels(teller, teller.here))
    elif teller.here:
        told = _with_names(teller, "told.silent", teller.here, "forces") + _had_announced(teller)
        told += _way(teller) + _sent(teller) + coming(teller)
    elif silent or people.held:
        told = _with_names(teller, "told.silent.way", silent or people.held, "without_number" if silent else "held")
    else:
        return []
    return told + own(teller) + stale(teller)


def _counted(teller: SentenceBuilder) -> Told:
    """Count who is there, then name who is there too without a number: a number is of those nations that it counts."""
    people, behind = teller.totals.people, teller.behind
    if not behind["people"]:
        low, high, door, key = people.way_low, people.way, "way", "told.way"
        number = teller.people(low, high, rounded=people.way_rounded)
        return _people(teller, key, Piece(number, door), high, behind["way"], "sent")
    high = people.high - people.way
    counted = Piece(teller.people(people.low, high, rounded=people.rounded), "people")
    silent = _without_number(teller, IN_PLACE)
    if silent:
        told = _told_of(teller, [*_of_nations(teller, counted), *_and_unknown(teller, silent)])
    else:
        told = _people(teller, "told.people", counted, max(high, people.low), behind["nations"], "nations")
    return [*told, Piece(reported(teller, behind["people"])), *_way(teller)]


def _without_number(teller: SentenceBuilder, step: str) -> list[str]:
    return [name for name in teller.totals.people.without_number if teller.at(name).step == step]


def _of_nations(teller: SentenceBuilder, counted: Piece) -> Told:
    """Say of which nations the people are who are counted."""
    subjects = teller.behind["people"]
    if teller.alone or not teller.nations(subjects):
        return [counted]
    return teller.fill("people.of", people=counted, nations=teller.named(subjects, "counted_nations"))


def _and_unknown(teller: SentenceBuilder, silent: Sequence[str]) -> Told:
    """Say beside a number who else is there, of whom nobody says how many."""
    door = "without_number" if len(silent) == len(teller.totals.people.without_number) else ""
    codes = teller.codes(silent)
    if teller.alone or set(codes) & set(teller.codes(teller.behind["people"])):
        contingents = teller.counted("count.contingents", silent, door)
        return teller.fill(f"people.and_parts.{form(len(silent))}", contingents=contingents)
    most = ".most" if codes == [teller.totals.most] else ""
    return teller.fill(f"people.and_unknown{most}", nations=teller.named(silent, door))


def _told_of(teller: SentenceBuilder, people: Told) -> Told:
    """Say that these people are there, told in several pieces."""
    before, after = teller.words.say("told.people.own.other").split("{people}")
    slots: dict[str, Piece | str] = {"clock": teller.clocks(), "purpose": teller.purpose()}
    return [*teller.split(before, slots), *people, *teller.split(after, slots)]


def _people(teller: SentenceBuilder, key: str, people: Piece, number: int, subjects: Sequence[str], door: str) -> Told:
    clock, purpose = teller.clocks(), teller.purpose()
    if teller.alone or not teller.nations(subjects):
        return teller.fill(f"{key}.own.{form(number)}", clock=clock, people=people, purpose=purpose)
    nations = teller.named(subjects, door)
    return teller.fill(f"{key}.{form(number)}", clock=clock, people=people, nations=nations, purpose=purpose)


def _with_names(teller: SentenceBuilder, key: str, subjects: Sequence[str], door: str) -> Told:
    clock, purpose = teller.clocks(), teller.purpose()
    if teller.alone:
        return teller.fill(f"{key}.own", clock=clock, purpose=purpose)
    return teller.fill(key, clock=clock, nations=teller.named(subjects, door), purpose=purpose)


def _way(teller: SentenceBuilder) -> Told:
    """Say how many more were sent; their number is never added to who is there."""
    people = teller.totals.people
    if not people.way:
        return []
    key = "count.more" if people.way_low == people.way else "count.more.most"
    more = Piece(teller.words.count(key, people.way), "way")
    return teller.fill(f"add.way.{form(people.way)}", more=more)


def _sent(teller: SentenceBuilder) -> Told:
    """Name who was sent without a number, beside others who are in place without one."""
    found = [name for name in teller.totals.people.without_number if teller.at(name).step == SENT]
    if not found or teller.alone:
        return []
    return teller.fill("add.sent", nations=teller.words.listing(teller.actors(found)))


def _had_announced(teller: SentenceBuilder) -> Told:
    """Say how many had been announced of the one contingent that is there without a number."""
    said = had_announced(teller, teller.here[0]) if len(teller.here) == 1 else ""
    return teller.fill("add.had_announced", people=said) if said else []


def _silent(teller: SentenceBuilder) -> Told:
    """Name who was sent without a number, and say how many had been announced of the one that is there without one."""
    told: Told = []
    sent = _without_number(teller, SENT)
    if sent and (teller.alone or set(teller.codes(sent)) & set(teller.codes(teller.totals.people.counted))):
        told += teller.fill("add.silent.parts", contingents=teller.counted("count.contingents", sent, ""))
    elif sent:
        told += teller.fill("add.silent", nations=teller.named(sent, ""))
    here = _without_number(teller, IN_PLACE)
    said = had_announced(teller, here[0]) if len(here) == 1 and not teller.whole else ""
    if said:
        nations = teller.words.listing(teller.actors(here))
        told += teller.fill("add.silent.said", nations=nations, people=said)
    return told


def _held(teller: SentenceBuilder) -> Told:
    """Say which joint number holds parts that gave none of their own."""
    held = teller.totals.people.held
    if not held:
        return []
    joint = joint_number(teller, held)
    return teller.fill("add.held", contingents=teller.counted("count.contingents", held, "held"), people=joint)


def _promised(teller: SentenceBuilder) -> Told:
    """Say who is announced, and where nothing followed for long, that nothing was reported since."""
    totals = teller.totals
    awaited, lapsed = totals.announced, totals.unconfirmed
    if not awaited and not lapsed:
        return []
    promised = awaited or lapsed
    door = "announced" if awaited else "unconfirmed"
    clock, purpose = teller.clocks(past=not awaited), teller.purpose()
    parts = [name for name in totals.promised if name in promised]
    wholes = [name for name in teller.behind["joint"] if name in promised]
    if wholes:
        told = _joint(teller, wholes, parts, clock)
    elif parts and len(parts) == len(promised):
        contingents = teller.counted("count.contingents", promised, door)
        key, people = f"told.part.{form(len(parts))}", joint_number(teller, parts)
        told = teller.fill(key, clock=clock, contingents=contingents, purpose=purpose, people=people)
    elif teller.alone or not teller.codes(promised):
        contingents = teller.counted("count.contingents", promised, door)
        key = f"told.announced.own.{form(len(promised))}"
        told = teller.fill(key, clock=clock, contingents=contingents, purpose=purpose)
    else:
        key = f"told.announced.{form(len(promised))}"
        told = teller.fill(key, clock=clock, nations=teller.named(promised, door), purpose=purpose)
    return told + _followed(teller, wholes or promised, bool(awaited))


def time_of(teller: SentenceBuilder, whole: str) -> str:
    """Say for which days an exercise was announced, or from which on; nothing if nobody said."""
    words, due, end = teller.words, teller.at(whole).due, foreseen_end(teller, whole)
    if not due:
        return ""
    if not end or len(due) != len(end) or len(due) < len("2026-01-17"):
        return words.say("time.from", when=when(teller, due))
    return words.say("time.span", days=words.span_of_days(last_day(due), last_day(end), teller.world.as_of))


def _joint(teller: SentenceBuilder, wholes: Sequence[str], parts: Sequence[str], clock: str) -> Told:
    """Say a joint number that is announced, and that no part of it is a number of its own."""
    people = Piece(joint_number(teller, parts or wholes) if parts else "", "joint")
    said = nations_said(teller, wholes[0])
    slots: dict[str, Piece | str] = {"clock": clock, "people": people, "purpose": teller.purpose()}
    time = time_of(teller, wholes[0])
    slots["time"] = teller.words.say("add.time", time=time) if time else ""
    if said:
        slots["nations"] = teller.words.count("count.nations", said)
    told = teller.fill("told.joint.nations" if said else "told.joint", **slots)
    if teller.whole and said not in (0, teller.nations(parts)):
        return told  # the situation names them
    silent = not any(has_number(teller.at(name)) for name in parts)
    named = teller.words.count("count.nations", teller.nations(parts))
    return told + teller.fill("add.joint.none" if silent else "add.joint", nations=named)


def _followed(teller: SentenceBuilder, promised: Sequence[str], awaited: bool) -> Told:
    """Say that nothing followed an announcement whose day is past."""
    states, as_of = [teller.at(name) for name in promised], teller.world.as_of
    wholes = {teller.atlas.subjects[name].part_of or name for name in promised}
    ends = [foreseen_end(teller, name) for name in wholes]
    if ends and all(end and last_day(end) < as_of for end in ends):
        return teller.fill("add.not_told")
    if not awaited:
        return teller.fill("add.lapsed")
    past = all(state.due and last_day(state.due) < as_of for state in states)
    return teller.fill("add.no_arrival") if past else []


def _nothing(teller: SentenceBuilder) -> Told:
    """Say plainly that nobody is confirmed, unless somebody may only be left out of view."""
    if teller.sifted:
        return []
    steps = teller.state.steps
    key = "told.nothing.sent" if steps and IN_PLACE not in steps else "told.nothing"
    return teller.fill(key, clock=teller.clocks(), purpose=teller.purpose())
