"""What several sentences share: days as they are known, the number of a whole, what was announced before."""

from collections.abc import Iterable, Sequence
from datetime import date

from dashboard.text.composer import Fragment, SentenceBuilder
from dashboard.text.names import selected_name
from geodata.headcount import headline_number
from geodata.model import ANNOUNCED, ENDED, EVER, GOES_ON, IN_PLACE, NATIONS, SENT, Claim, State, last_day
from geodata.totals import has_number

Fragments = list[Fragment]
ACCOUNT = "account"


def form(number: int) -> str:
    """Name the form of a text for one or for several."""
    return "one" if number == 1 else "other"


def most(state: State) -> int:
    """Return the most people that a state may have."""
    return state.high if state.high is not None else state.low or 0


def when(builder: SentenceBuilder, text: str) -> str:
    """Say on which day, in which month or in which year something was, beside the day looked at."""
    length = {len("2026-01-17"): "day", len("2026-01"): "month"}.get(len(text), "year")
    return builder.words.say(f"when.{length}", day=builder.beside(text))


def seen(builder: SentenceBuilder, state: State) -> str:
    """Say when a contingent was last reported."""
    return when(builder, state.last_said or (state.last_confirmed.isoformat() if state.last_confirmed else ""))


def number_of(builder: SentenceBuilder, states: Iterable[State], noun: str = "people") -> str:
    """Say the number of people of states, each of which has one."""
    found = list(states)
    low, high = sum(state.low or 0 for state in found), sum(map(most, found))
    return builder.people(low, high, noun=noun, rounded=any(state.rounded for state in found))


def joint_number(builder: SentenceBuilder, parts: Iterable[str]) -> str:
    """Say the number of the whole that holds the parts."""
    wholes = dict.fromkeys(builder.atlas.subjects[name].part_of for name in parts)
    return number_of(builder, (builder.at(name) for name in wholes), noun="persons")


def labels(builder: SentenceBuilder, subjects: Iterable[str]) -> str:
    """List contingents by their names on the map, as they stand within a sentence."""
    words = builder.words
    return words.listing([words.within(selected_name(builder.atlas, words, name)) for name in subjects])


def had_announced(builder: SentenceBuilder, name: str) -> str:
    """Say how many people had been announced of a contingent whose number nobody gave; nothing if nobody said."""
    known = builder.atlas.known(name, builder.world.known_by)
    number = headline_number(known.people, ANNOUNCED, date.min, builder.world.as_of)
    if not number.claim or not builder.atlas.claims[number.claim].verified:
        return ""
    low, high = number.low or 0, number.high if number.high is not None else number.low or 0
    if low in (0, high):
        return builder.words.about(builder.words.spelled(high), number.rounded)
    return builder.words.span(low, high, number.rounded)


def foreseen_end(builder: SentenceBuilder, name: str) -> str:
    """Return the day on which what is announced is to end, as written; nothing if nobody said."""
    as_of = builder.world.as_of
    for statement in builder.atlas.known(name, builder.world.known_by).steps:
        if statement.value == ENDED and statement.foreseen_end and last_day(statement.claim.day) <= as_of:
            return statement.due
    return ""


def _told_by(builder: SentenceBuilder, claim: Claim) -> bool:
    """Whether a claim of a day was known and stands behind the day looked at."""
    known = builder.world.known_by or EVER
    past = bool(claim.day) and last_day(claim.day) <= builder.world.as_of
    return claim.verified and past and builder.atlas.known_from(claim.id) <= known


def is_told(claim: Claim) -> bool:
    """Say whether texts tell of what a claim adds in words of its own: of how many nations, or that it goes on."""
    return claim.attribute == ACCOUNT and (claim.counts == NATIONS or claim.value == GOES_ON)


def nations_said(builder: SentenceBuilder, name: str) -> int:
    """Return of how many nations an announced number is, as the announcement says; 0 if it does not."""
    claims = builder.atlas.claims_of[name]
    found = [c.high or 0 for c in claims if is_told(c) and c.counts == NATIONS and _told_by(builder, c)]
    return found[-1] if found else 0


def goes_on(builder: SentenceBuilder, subjects: Sequence[str]) -> Fragments:
    """Say who said, after these contingents were last reported, that the programme goes on."""
    days = [state.last_confirmed for state in map(builder.at, subjects) if state.last_confirmed]
    claims = [
        claim
        for claim in builder.atlas.claims.values()
        if is_told(claim) and claim.value == GOES_ON and claim.programme == builder.totals.programme
    ]
    later = [c for c in claims if c.said_by and _told_by(builder, c) and last_day(c.day) > max(days, default=date.max)]
    if not later:
        return []
    newest = max(later, key=lambda claim: last_day(claim.day))
    actor = builder.words.sentence_case(builder.name(newest.said_by))
    return builder.fill("add.goes_on", actor=actor, when=when(builder, newest.day))


def reported(builder: SentenceBuilder, subjects: Iterable[str]) -> str:
    """Say between which days those who are counted were last reported; nothing where one was on the day looked at."""
    as_of = builder.world.as_of
    days = sorted(
        state.last_confirmed
        for state in map(builder.at, subjects)
        if state.step == IN_PLACE and state.last_confirmed is not None
    )
    if not days or days[-1] >= as_of:
        return ""
    if days[0] == days[-1]:
        return builder.words.say("people.seen.on", day=builder.words.day_beside(days[0], as_of))
    return builder.words.say("people.seen.between", days=builder.words.between(days[0], days[-1], as_of))


def all_sent(states: Iterable[State]) -> bool:
    """Say whether all of these were sent and none is reported in place."""
    return all(state.step == SENT for state in states)


def numbered(builder: SentenceBuilder, subjects: Iterable[str]) -> list[State]:
    """Return the states of those of which a number is known, none excluded but zero."""
    return [state for state in map(builder.at, subjects) if has_number(state) and state.high != 0]
