"""What the sentence says of contingents: who is there, on the way, announced, last reported, and not counted."""

from collections.abc import Iterable, Sequence

from dashboard.telling.teller import Piece, Teller
from geodata.counting import has_number
from geodata.model import ANNOUNCED, CONTINGENT, IN_PLACE, PRESENT, SENT, last_day

Told = list[Piece]


def form(number: int) -> str:
    """Name the form of a text for one or for several."""
    return "one" if number == 1 else "other"


def exercise(teller: Teller) -> Told:
    """Tell the contingents of the programme that the view is about; nothing where the filter leaves them out."""
    totals = teller.totals
    if not totals.programme:
        return []
    if not teller.speaks_of(CONTINGENT, PRESENT):
        return _promised(teller) if teller.speaks_of(CONTINGENT, [ANNOUNCED]) else []
    told = _present(teller) or _last(teller) or _promised(teller) or _nothing(teller)
    return told + (_not_counted(teller) if teller.state.nations or teller.state.programmes else [])


def _present(teller: Teller) -> Told:
    """Say who is in place or on the way."""
    people = teller.totals.people
    silent = people.without_number
    if people.counted and (people.low or not silent):
        told = _counted(teller)
    elif teller.here:
        told = _with_names(teller, "told.silent", teller.here, "forces")
        return told + _way(teller) + _own(teller) + _stale(teller)
    elif silent or people.held:
        told = _with_names(teller, "told.silent.way", silent or people.held, "without_number" if silent else "held")
        return told + _own(teller) + _stale(teller)
    else:
        return []
    return told + _silent(teller) + _held(teller) + _own(teller) + _stale(teller)


def _counted(teller: Teller) -> Told:
    people, behind = teller.totals.people, teller.behind
    if not behind["people"]:
        low, high, door, key = people.way_low, people.way, "way", "told.way"
        number = teller.people(low, high, open_ended=False)
        return _people(teller, key, Piece(number, door), high, behind["way"], "sent")
    open_ended = any(teller.at(name).step == IN_PLACE for name in people.without_number)
    high = people.high - people.way
    number = teller.people(people.low, high, open_ended)
    told = _people(teller, "told.people", Piece(number, "people"), max(high, people.low), behind["nations"], "nations")
    return told + _way(teller)


def _people(teller: Teller, key: str, people: Piece, number: int, subjects: Sequence[str], door: str) -> Told:
    clock, purpose = teller.clocks(), teller.purpose()
    if teller.alone or not teller.nations(subjects):
        return teller.fill(f"{key}.own.{form(number)}", clock=clock, people=people, purpose=purpose)
    nations = teller.named(subjects, door)
    return teller.fill(f"{key}.{form(number)}", clock=clock, people=people, nations=nations, purpose=purpose)


def _with_names(teller: Teller, key: str, subjects: Sequence[str], door: str) -> Told:
    clock, purpose = teller.clocks(), teller.purpose()
    if teller.alone:
        return teller.fill(f"{key}.own", clock=clock, purpose=purpose)
    return teller.fill(key, clock=clock, nations=teller.named(subjects, door), purpose=purpose)


def _way(teller: Teller) -> Told:
    """Say how many more are on the way; their number is never added to who is there."""
    people = teller.totals.people
    if not people.way:
        return []
    key = "count.more" if people.way_low == people.way else "count.more.most"
    more = Piece(teller.words.count(key, people.way), "way")
    return teller.fill(f"add.way.{form(people.way)}", more=more)


def _silent(teller: Teller) -> Told:
    """Name who gave no number, and say so where a larger number is known of one of them than of anybody else."""
    silent = teller.totals.people.without_number
    if not silent:
        return []
    counted = set(teller.codes(teller.totals.people.counted))
    if teller.alone or set(teller.codes(silent)) & counted:
        number = teller.counted("count.contingents", silent, "without_number")
        return teller.fill("add.silent.parts", contingents=number)
    codes = teller.codes(silent)
    most = teller.totals.most
    if most in codes and len(codes) == 1:
        return teller.fill("add.silent.most", nations=teller.named(silent, "without_number"))
    return teller.fill("add.silent", nations=teller.named(silent, "without_number"))


def _held(teller: Teller) -> Told:
    """Say which joint number holds parts that gave none of their own."""
    held = teller.totals.people.held
    if not held:
        return []
    joint = joint_number(teller, held)
    return teller.fill("add.held", contingents=teller.counted("count.contingents", held, "held"), people=joint)


def joint_number(teller: Teller, parts: Iterable[str]) -> str:
    """Say the number of the whole that holds the parts."""
    wholes = dict.fromkeys(teller.atlas.subjects[name].part_of for name in parts)
    states = [teller.at(name) for name in wholes]
    low = sum(state.low or 0 for state in states)
    high = sum(state.high if state.high is not None else state.low or 0 for state in states)
    return teller.people(low, high, open_ended=False, noun="persons")


def _stale(teller: Teller) -> Told:
    """Count the contingents of which nothing was heard for long, beside those that are there."""
    last = teller.behind["last_known"]
    if not last:
        return []
    contingents = teller.counted("count.contingents", last, "last_known")
    return teller.fill(f"add.last.{form(len(last))}", contingents=contingents)


def _last(teller: Teller) -> Told:
    """Say what was last reported where nobody is confirmed: a rule that lapses is not a departure."""
    last = teller.behind["last_known"]
    if not last:
        return []
    newest = teller.behind["newest"]
    state = teller.at(newest[0])
    number = teller.atlas.claims[state.number] if state.number else None
    seen = teller.words.day_beside(state.last_confirmed, teller.world.as_of) if state.last_confirmed else ""
    said = number and number.day and last_day(number.day)
    where = "way" if state.step == SENT else "here"
    slots: dict[str, Piece | str] = {"clock": teller.clocks(past=True), "purpose": teller.purpose(), "day": seen}
    slots["nations"] = "" if teller.alone else Piece(teller.words.listing(teller.actors(newest)))
    own = ".own" if teller.alone else ""
    if has_number(state) and state.high != 0:
        low, high = state.low or 0, state.high if state.high is not None else state.low or 0
        slots["people"] = Piece(teller.people(low, high, open_ended=False), "newest")
        told = teller.fill(f"told.last.{where}{own}.{form(high)}", **slots)
        if said and said != state.last_confirmed:
            told += teller.fill("add.number.of", day=teller.words.day_beside(said, teller.world.as_of))
    else:
        told = teller.fill(f"told.last.{where}.silent{own}", **slots)
    told += _coming(teller)
    return told + (_stale(teller) if len(last) > 1 else [])


def _promised(teller: Teller) -> Told:
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
        told = teller.fill(
            f"told.part.{form(len(parts))}",
            clock=clock, contingents=contingents, purpose=purpose, people=joint_number(teller, parts),
        )  # fmt: skip
    elif teller.alone or not teller.codes(promised):
        contingents = teller.counted("count.contingents", promised, door)
        key = f"told.announced.own.{form(len(promised))}"
        told = teller.fill(key, clock=clock, contingents=contingents, purpose=purpose)
    else:
        key = f"told.announced.{form(len(promised))}"
        told = teller.fill(key, clock=clock, nations=teller.named(promised, door), purpose=purpose)
    return told + _followed(teller, promised, bool(awaited))


def _joint(teller: Teller, wholes: Sequence[str], parts: Sequence[str], clock: str) -> Told:
    """Say a joint number that is announced, and that no part of it is a number of its own."""
    people = Piece(joint_number(teller, parts or wholes) if parts else "", "joint")
    due = teller.at(wholes[0]).due
    key = "told.joint.due" if due else "told.joint"
    slots: dict[str, Piece | str] = {"clock": clock, "people": people, "purpose": teller.purpose()}
    if due:
        slots["due"] = teller.beside(due)
    told = teller.fill(key, **slots)
    silent = not any(has_number(teller.at(name)) for name in parts)
    nations = Piece(teller.words.count("count.nations", teller.nations(parts)))
    return told + teller.fill("add.joint.none" if silent else "add.joint", nations=nations)


def _followed(teller: Teller, promised: Sequence[str], awaited: bool) -> Told:
    """Say that nothing followed an announcement whose day is past."""
    if not awaited:
        return teller.fill("add.lapsed")
    due = [teller.at(name).due for name in promised]
    past = due and all(day and last_day(day) < teller.world.as_of for day in due)
    return teller.fill("add.no_arrival") if past else []


def _nothing(teller: Teller) -> Told:
    """Say plainly that nobody is confirmed."""
    steps = teller.state.steps
    key = "told.nothing.sent" if steps and IN_PLACE not in steps else "told.nothing"
    return teller.fill(key, clock=teller.clocks(), purpose=teller.purpose())


def _coming(teller: Teller) -> Told:
    """Say who is still to come where nobody is confirmed."""
    coming = [name for name in teller.totals.announced if teller.nations([name])]
    if not coming:
        return []
    if teller.alone:
        return _own(teller)
    return teller.fill(f"add.coming.{form(len(coming))}", nations=teller.named(coming, "coming"))


def _own(teller: Teller) -> Told:
    """Count what else the nations chosen have announced."""
    announced = teller.totals.announced
    if not announced or not teller.state.nations:
        return []
    contingents = teller.counted("count.contingents", announced, "announced")
    return teller.fill(f"add.own.announced.{form(len(announced))}", contingents=contingents)


def _not_counted(teller: Teller) -> Told:
    """Say what of the nations chosen is not counted: unverified reports, and what runs outside the programme."""
    told: Told = []
    totals = teller.totals
    numbers = [teller.at(name) for name in totals.unverified if has_number(teller.at(name))]
    if numbers:
        high = sum(state.high if state.high is not None else state.low or 0 for state in numbers)
        people = Piece(teller.words.number(high), "unverified")
        told += teller.fill(f"add.unverified.{form(high)}", people=people)
    others = [name for name in totals.outside if name not in totals.unverified or not has_number(teller.at(name))]
    if others:
        text = teller.words.count("count.contingents", len(others))
        told += teller.fill(f"add.outside.{form(len(others))}", contingents=text, programme=teller.programme_name())
    if totals.elsewhere:
        contingents = teller.counted("count.contingents", totals.elsewhere, "elsewhere")
        told += teller.fill(f"add.elsewhere.{form(len(totals.elsewhere))}", contingents=contingents)
    return told
