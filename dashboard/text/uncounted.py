"""What the sentence says of those it does not count: last known ones, other programmes, unverified reports."""

from datetime import date

from dashboard.text.composer import Piece, SentenceBuilder
from dashboard.text.parts import (
    Told,
    form,
    goes_on,
    labels,
    most,
    number_of,
    numbered,
    seen,
    when,
)
from geodata.headcount import headline_number
from geodata.model import ANNOUNCED, EVER, IN_PLACE, PRESENT, SENT, Claim, last_day
from geodata.rules import STALE_AFTER
from geodata.totals import has_number


def stale(teller: SentenceBuilder) -> Told:
    """Tell, beside those who are there, the largest contingent that is only last known, and count the others.

    Where nothing is filtered the situation names them, and the sentence only one that is larger than all who are there.
    """
    newest, others = teller.behind["newest"], teller.behind["last_known"]
    if not newest:
        return []
    state = teller.at(newest[0])
    if teller.whole:
        if most(state) <= teller.totals.people.high:
            return []
        others = ()
    where = "way" if state.step == SENT else "here"
    number = numbered(teller, newest)
    slots: dict[str, Piece | str] = {
        "people": Piece(number_of(teller, number) if number else teller.words.say("people.silent"), "newest"),
        "seen": teller.words.say(f"add.seen.{where}", when=seen(teller, state)),
        "nations": "" if teller.alone else Piece(teller.words.listing(teller.actors(newest))),
        "others": _others(teller) if others else "",
    }
    own, rest = ".own" if teller.alone else "", ".rest" if others else ""
    many = form(most(state)) if number and not others else "other"
    return teller.fill(f"add.newest{own}{rest}.{many}", **slots)


def _others(teller: SentenceBuilder) -> Piece:
    """Count those who are last known beside the one that the sentence tells."""
    return teller.counted("count.others", teller.behind["last_known"], "last_known")


def last(teller: SentenceBuilder) -> Told:
    """Say what was last reported where nobody is confirmed: a rule that lapses is not a departure."""
    newest = teller.behind["newest"]
    if not newest:
        return []
    state = teller.at(newest[0])
    claim = teller.atlas.claims[state.number] if state.number else None
    said = claim and claim.day and last_day(claim.day)
    where = "way" if state.step == SENT else "here"
    slots: dict[str, Piece | str] = {"clock": teller.clocks(past=True), "purpose": teller.purpose()}
    slots["when"] = seen(teller, state)
    slots["nations"] = "" if teller.alone else Piece(teller.words.listing(teller.actors(newest)))
    own = ".own" if teller.alone else ""
    if numbered(teller, newest):
        slots["people"] = Piece(number_of(teller, [state]), "newest")
        told = teller.fill(f"told.last.{where}{own}.{form(most(state))}", **slots)
        if said and said != state.last_confirmed:
            told += teller.fill("add.number.of", day=teller.words.day_beside(said, teller.world.as_of))
    else:
        told = teller.fill(f"told.last.{where}.silent{own}", **slots)
    told += goes_on(teller, (*newest, *teller.behind["last_known"]))
    others = teller.behind["last_known"]
    rest = teller.fill(f"add.last.{form(len(others))}", others=_others(teller)) if others and not teller.whole else []
    return told + _coming(teller) + rest


def _coming(teller: SentenceBuilder) -> Told:
    return own(teller) if teller.alone else coming(teller)


def coming(teller: SentenceBuilder) -> Told:
    """Say who is still to come; the first is named where they are many and it is Denmark's own."""
    found = [name for name in teller.behind["coming"] if teller.at(name).step == ANNOUNCED and teller.nations([name])]
    if not found or teller.alone:
        return []
    nations = teller.led(found, "coming" if set(found) == set(teller.behind["coming"]) else "")
    return [Piece("; "), *nations, *teller.fill(f"add.coming.{form(len(teller.codes(found)))}")]


def own(teller: SentenceBuilder) -> Told:
    """Count what else the nations chosen have announced."""
    announced = teller.totals.announced
    if not announced or not teller.state.nations:
        return []
    contingents = teller.counted("count.contingents", announced, "announced")
    return teller.fill(f"add.own.announced.{form(len(announced))}", contingents=contingents)


def hearsay(teller: SentenceBuilder) -> Told:
    """Tell what only an unverified report says, and that it is one."""
    told: Told = []
    for key, steps in (("here", (IN_PLACE, SENT)), ("coming", (ANNOUNCED,))):
        found = [name for name in teller.totals.hearsay if teller.at(name).step in steps]
        found += doubtful_presence(teller) if key == "here" else []
        if found:
            told += teller.fill(f"add.hearsay.{key}", labels=labels(teller, found))
    return told


def doubtful_presence(teller: SentenceBuilder) -> list[str]:
    """Find what is announced or last known for the programme, and lately in place only by an unverified report."""
    states, subjects, atlas, as_of = teller.world.states, teller.atlas.subjects, teller.atlas, teller.world.as_of
    known = teller.world.known_by or EVER

    def is_there(claim: Claim) -> bool:
        lately = bool(claim.day) and as_of - STALE_AFTER <= last_day(claim.day) <= as_of
        return lately and atlas.known_from(claim.id) <= known

    return [
        name
        for name, state in states.items()
        if subjects[name].programme == teller.totals.programme
        and (state.step == ANNOUNCED or (state.step in PRESENT and state.last_known))
        and atlas.claims[state.headline].verified
        and any(map(is_there, atlas.unverified_presence.get(name, ())))
    ]


def not_counted(teller: SentenceBuilder) -> Told:
    """Say what of the nations chosen is not counted: unverified reports, and what runs outside the programme."""
    told: Told = []
    totals = teller.totals
    numbers = [teller.at(name) for name in totals.unverified if has_number(teller.at(name))]
    if numbers:
        high = sum(map(most, numbers))
        text = teller.words.about(teller.words.number(high), any(state.rounded for state in numbers))
        told += teller.fill(f"add.unverified.{form(high)}", people=Piece(text, "unverified"))
    others = [name for name in totals.outside if name not in totals.unverified or not has_number(teller.at(name))]
    if others:
        text = teller.words.count("count.contingents", len(others))
        told += teller.fill(f"add.outside.{form(len(others))}", contingents=text, programme=teller.programme_name())
    if totals.elsewhere:
        contingents = teller.counted("count.contingents", totals.elsewhere, "elsewhere")
        told += teller.fill(f"add.elsewhere.{form(len(totals.elsewhere))}", contingents=contingents)
    return told


def left(teller: SentenceBuilder, first: bool) -> Told:
    """Say of the nations chosen who had been there and left.

    Parameters
    ----------
    teller
        World, choice and language.
    first
        Whether these words begin the sentence, and so say the day.
    """
    if not teller.state.nations:
        return []
    told: Told = []
    for name in teller.left:
        state = teller.at(name)
        known = teller.atlas.known(name, teller.world.known_by)
        run = known.verified_runs.on(teller.world.as_of)
        end = run.said[0].day if run else teller.world.as_of
        stay = min((one.day for one in known.steps if one.value in PRESENT and one.dated), default=date.min)
        number = headline_number(known.people, IN_PLACE, stay, end)
        text = teller.words.say("people.silent")
        if number.claim:
            low, high = number.low or 0, number.high if number.high is not None else number.low or 0
            text = teller.people(low, high, rounded=number.rounded)
        slots: dict[str, Piece | str] = {"people": text, "when": when(teller, state.due or end.isoformat())}
        lead = "told" if first and not told else "add"
        if lead == "told":
            slots |= {"clock": teller.clocks(past=True), "purpose": teller.purpose()}
        told += teller.fill(f"{lead}.left{'.foreseen' if state.unconfirmed else ''}", **slots)
    return told
