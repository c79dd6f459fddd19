"""What the sentence says of contingents: who is there, who was sent, who is announced."""

from collections.abc import Sequence

from dashboard.text.composer import Fragment, SentenceBuilder
from dashboard.text.parts import (
    Fragments,
    foreseen_end,
    form,
    had_announced,
    joint_number,
    labels,
    nations_said,
    reported,
    when,
)
from dashboard.text.uncounted import coming, hearsay, last, left, not_counted, own_announced, stale
from geodata.model import ANNOUNCED, CONTINGENT, IN_PLACE, PRESENT, SENT, STANDING_PRESENCE, UNSTATED, last_day
from geodata.totals import has_number

TOLD_BY_NAME = (STANDING_PRESENCE, UNSTATED)
"""Programmes that gather what has nothing to do with each other: its contingents are named, not summed up as forces."""


def exercise(builder: SentenceBuilder) -> Fragments:
    """Tell the contingents of the programme that the view is about; nothing where the filter leaves them out."""
    totals = builder.totals
    if not totals.programme:
        return []
    if not builder.speaks_of(CONTINGENT, PRESENT):
        return _promised(builder) if builder.speaks_of(CONTINGENT, [ANNOUNCED]) else []
    fragments = _present(builder) or last(builder) or _promised(builder)
    fragments = fragments + left(builder, first=False) if fragments else left(builder, first=True) or _nothing(builder)
    fragments += hearsay(builder) if not (builder.whole and fragments) else []
    return fragments + (not_counted(builder) if builder.state.nations or builder.state.programmes else [])


def _present(builder: SentenceBuilder) -> Fragments:
    """Say who is in place or was sent there."""
    people = builder.totals.people
    silent = people.without_number
    if people.counted and (people.low or not silent):
        fragments = _counted(builder) + _silent(builder) + _held(builder)
    elif builder.here and builder.totals.programme in TOLD_BY_NAME:
        clock, purpose = builder.clocks(), builder.purpose()
        fragments = builder.fill("lead.labels", clock=clock, purpose=purpose, labels=labels(builder, builder.here))
    elif builder.here:
        fragments = _with_names(builder, "lead.silent", builder.here, "forces") + _had_announced(builder)
        fragments += _way(builder) + _sent(builder) + coming(builder)
    elif silent or people.held:
        fragments = _with_names(
            builder, "lead.silent.way", silent or people.held, "without_number" if silent else "held"
        )
    else:
        return []
    return fragments + own_announced(builder) + stale(builder)


def _counted(builder: SentenceBuilder) -> Fragments:
    """Count who is there, then name who is there too without a number: a number is of those nations that it counts."""
    people, behind = builder.totals.people, builder.behind
    if not behind["people"]:
        low, high, drilldown, key = people.way_low, people.way, "way", "lead.way"
        number = builder.people(low, high, rounded=people.way_rounded)
        return _people(builder, key, Fragment(number, drilldown), high, behind["way"], "sent")
    high = people.high - people.way
    counted = Fragment(builder.people(people.low, high, rounded=people.rounded), "people")
    silent = _without_number(builder, IN_PLACE)
    if silent:
        fragments = _told_of(builder, [*_of_nations(builder, counted), *_and_unknown(builder, silent)])
    else:
        fragments = _people(builder, "lead.people", counted, max(high, people.low), behind["nations"], "nations")
    return [*fragments, Fragment(reported(builder, behind["people"])), *_way(builder)]


def _without_number(builder: SentenceBuilder, step: str) -> list[str]:
    return [name for name in builder.totals.people.without_number if builder.at(name).step == step]


def _of_nations(builder: SentenceBuilder, counted: Fragment) -> Fragments:
    """Say of which nations the people are who are counted."""
    subjects = builder.behind["people"]
    if builder.alone or not builder.nations(subjects):
        return [counted]
    return builder.fill("people.of", people=counted, nations=builder.named(subjects, "counted_nations"))


def _and_unknown(builder: SentenceBuilder, silent: Sequence[str]) -> Fragments:
    """Say beside a number who else is there, of whom nobody says how many."""
    drilldown = "without_number" if len(silent) == len(builder.totals.people.without_number) else ""
    codes = builder.codes(silent)
    if builder.alone or set(codes) & set(builder.codes(builder.behind["people"])):
        contingents = builder.counted("count.contingents", silent, drilldown)
        return builder.fill(f"people.and_parts.{form(len(silent))}", contingents=contingents)
    most = ".most" if codes == [builder.totals.most] else ""
    return builder.fill(f"people.and_unknown{most}", nations=builder.named(silent, drilldown))


def _told_of(builder: SentenceBuilder, people: Fragments) -> Fragments:
    """Say that these people are there, told in several fragments."""
    before, after = builder.words.say("lead.people.own.other").split("{people}")
    slots: dict[str, Fragment | str] = {"clock": builder.clocks(), "purpose": builder.purpose()}
    return [*builder.split(before, slots), *people, *builder.split(after, slots)]


def _people(
    builder: SentenceBuilder, key: str, people: Fragment, number: int, subjects: Sequence[str], drilldown: str
) -> Fragments:
    clock, purpose = builder.clocks(), builder.purpose()
    if builder.alone or not builder.nations(subjects):
        return builder.fill(f"{key}.own.{form(number)}", clock=clock, people=people, purpose=purpose)
    nations = builder.named(subjects, drilldown)
    return builder.fill(f"{key}.{form(number)}", clock=clock, people=people, nations=nations, purpose=purpose)


def _with_names(builder: SentenceBuilder, key: str, subjects: Sequence[str], drilldown: str) -> Fragments:
    clock, purpose = builder.clocks(), builder.purpose()
    if builder.alone:
        return builder.fill(f"{key}.own", clock=clock, purpose=purpose)
    return builder.fill(key, clock=clock, nations=builder.named(subjects, drilldown), purpose=purpose)


def _way(builder: SentenceBuilder) -> Fragments:
    """Say how many more were sent; their number is never added to who is there."""
    people = builder.totals.people
    if not people.way:
        return []
    key = "count.more" if people.way_low == people.way else "count.more.most"
    more = Fragment(builder.words.count(key, people.way), "way")
    return builder.fill(f"add.way.{form(people.way)}", more=more)


def _sent(builder: SentenceBuilder) -> Fragments:
    """Name who was sent without a number, beside others who are in place without one."""
    found = [name for name in builder.totals.people.without_number if builder.at(name).step == SENT]
    if not found or builder.alone:
        return []
    return builder.fill("add.sent", nations=builder.words.listing(builder.actors(found)))


def _had_announced(builder: SentenceBuilder) -> Fragments:
    """Say how many had been announced of the one contingent that is there without a number."""
    announced = had_announced(builder, builder.here[0]) if len(builder.here) == 1 else ""
    return builder.fill("add.had_announced", people=announced) if announced else []


def _silent(builder: SentenceBuilder) -> Fragments:
    """Name who was sent without a number, and say how many had been announced of the one that is there without one."""
    fragments: Fragments = []
    sent = _without_number(builder, SENT)
    if sent and (builder.alone or set(builder.codes(sent)) & set(builder.codes(builder.totals.people.counted))):
        fragments += builder.fill("add.silent.parts", contingents=builder.counted("count.contingents", sent, ""))
    elif sent:
        fragments += builder.fill("add.silent", nations=builder.named(sent, ""))
    here = _without_number(builder, IN_PLACE)
    announced = had_announced(builder, here[0]) if len(here) == 1 and not builder.whole else ""
    if announced:
        nations = builder.words.listing(builder.actors(here))
        fragments += builder.fill("add.silent.said", nations=nations, people=announced)
    return fragments


def _held(builder: SentenceBuilder) -> Fragments:
    """Say which joint number holds parts that gave none of their own."""
    held = builder.totals.people.held
    if not held:
        return []
    joint = joint_number(builder, held)
    return builder.fill("add.held", contingents=builder.counted("count.contingents", held, "held"), people=joint)


def _promised(builder: SentenceBuilder) -> Fragments:
    """Say who is announced, and where nothing followed for long, that nothing was reported since."""
    totals = builder.totals
    awaited, lapsed = totals.announced, totals.unconfirmed
    if not awaited and not lapsed:
        return []
    promised = awaited or lapsed
    drilldown = "announced" if awaited else "unconfirmed"
    clock, purpose = builder.clocks(past=not awaited), builder.purpose()
    parts = [name for name in totals.promised if name in promised]
    wholes = [name for name in builder.behind["joint"] if name in promised]
    if wholes:
        fragments = _joint(builder, wholes, parts, clock)
    elif parts and len(parts) == len(promised):
        contingents = builder.counted("count.contingents", promised, drilldown)
        key, people = f"lead.part.{form(len(parts))}", joint_number(builder, parts)
        fragments = builder.fill(key, clock=clock, contingents=contingents, purpose=purpose, people=people)
    elif builder.alone or not builder.codes(promised):
        contingents = builder.counted("count.contingents", promised, drilldown)
        key = f"lead.announced.own.{form(len(promised))}"
        fragments = builder.fill(key, clock=clock, contingents=contingents, purpose=purpose)
    else:
        key = f"lead.announced.{form(len(promised))}"
        fragments = builder.fill(key, clock=clock, nations=builder.named(promised, drilldown), purpose=purpose)
    return fragments + _followed(builder, wholes or promised, bool(awaited))


def time_of(builder: SentenceBuilder, whole: str) -> str:
    """Say for which days an exercise was announced, or from which on; nothing if nobody said."""
    words, due, end = builder.words, builder.at(whole).due, foreseen_end(builder, whole)
    if not due:
        return ""
    if not end or len(due) != len(end) or len(due) < len("2026-01-17"):
        return words.say("time.from", when=when(builder, due))
    return words.say("time.span", days=words.span_of_days(last_day(due), last_day(end), builder.world.as_of))


def _joint(builder: SentenceBuilder, wholes: Sequence[str], parts: Sequence[str], clock: str) -> Fragments:
    """Say a joint number that is announced, and that no part of it is a number of its own."""
    people = Fragment(joint_number(builder, parts or wholes) if parts else "", "joint")
    nations = nations_said(builder, wholes[0])
    slots: dict[str, Fragment | str] = {"clock": clock, "people": people, "purpose": builder.purpose()}
    time = time_of(builder, wholes[0])
    slots["time"] = builder.words.say("add.time", time=time) if time else ""
    if nations:
        slots["nations"] = builder.words.count("count.nations", nations)
    fragments = builder.fill("lead.joint.nations" if nations else "lead.joint", **slots)
    if builder.whole and nations not in (0, builder.nations(parts)):
        return fragments  # the situation names them
    silent = not any(has_number(builder.at(name)) for name in parts)
    named = builder.words.count("count.nations", builder.nations(parts))
    return fragments + builder.fill("add.joint.none" if silent else "add.joint", nations=named)


def _followed(builder: SentenceBuilder, promised: Sequence[str], awaited: bool) -> Fragments:
    """Say that nothing followed an announcement whose day is past."""
    states, as_of = [builder.at(name) for name in promised], builder.world.as_of
    wholes = {builder.atlas.subjects[name].part_of or name for name in promised}
    ends = [foreseen_end(builder, name) for name in wholes]
    if ends and all(end and last_day(end) < as_of for end in ends):
        return builder.fill("add.not_told")
    if not awaited:
        return builder.fill("add.lapsed")
    past = all(state.due and last_day(state.due) < as_of for state in states)
    return builder.fill("add.no_arrival") if past else []


def _nothing(builder: SentenceBuilder) -> Fragments:
    """Say plainly that nobody is confirmed, unless somebody may only be left out of view."""
    if builder.sifted:
        return []
    steps = builder.state.steps
    key = "lead.nothing.sent" if steps and IN_PLACE not in steps else "lead.nothing"
    return builder.fill(key, clock=builder.clocks(), purpose=builder.purpose())
