"""What the sentence says of those it does not count: last known ones, other programmes, unverified reports."""

from datetime import date

from dashboard.text.composer import Fragment, SentenceBuilder
from dashboard.text.parts import (
    Fragments,
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


def stale(builder: SentenceBuilder) -> Fragments:
    """Tell, beside those who are there, the largest contingent that is only last known, and count the others.

    Where nothing is filtered the situation names them, and the sentence only one that is larger than all who are there.
    """
    newest, others = builder.behind["newest"], builder.behind["last_known"]
    if not newest:
        return []
    state = builder.at(newest[0])
    if builder.whole:
        if most(state) <= builder.totals.people.high:
            return []
        others = ()
    where = "way" if state.step == SENT else "here"
    number = numbered(builder, newest)
    slots: dict[str, Fragment | str] = {
        "people": Fragment(number_of(builder, number) if number else builder.words.say("people.silent"), "newest"),
        "seen": builder.words.say(f"add.seen.{where}", when=seen(builder, state)),
        "nations": "" if builder.alone else Fragment(builder.words.listing(builder.actors(newest))),
        "others": _others(builder) if others else "",
    }
    alone, rest = ".own" if builder.alone else "", ".rest" if others else ""
    many = form(most(state)) if number and not others else "other"
    return builder.fill(f"add.newest{alone}{rest}.{many}", **slots)


def _others(builder: SentenceBuilder) -> Fragment:
    """Count those who are last known beside the one that the sentence tells."""
    return builder.counted("count.others", builder.behind["last_known"], "last_known")


def last(builder: SentenceBuilder) -> Fragments:
    """Say what was last reported where nobody is confirmed: a rule that lapses is not a departure."""
    newest = builder.behind["newest"]
    if not newest:
        return []
    state = builder.at(newest[0])
    claim = builder.atlas.claims[state.number] if state.number else None
    reported_on = claim and claim.day and last_day(claim.day)
    where = "way" if state.step == SENT else "here"
    slots: dict[str, Fragment | str] = {"clock": builder.clocks(past=True), "purpose": builder.purpose()}
    slots["when"] = seen(builder, state)
    slots["nations"] = "" if builder.alone else Fragment(builder.words.listing(builder.actors(newest)))
    alone = ".own" if builder.alone else ""
    if numbered(builder, newest):
        slots["people"] = Fragment(number_of(builder, [state]), "newest")
        fragments = builder.fill(f"lead.last.{where}{alone}.{form(most(state))}", **slots)
        if reported_on and reported_on != state.last_confirmed:
            fragments += builder.fill("add.number.of", day=builder.words.day_beside(reported_on, builder.world.as_of))
    else:
        fragments = builder.fill(f"lead.last.{where}.silent{alone}", **slots)
    fragments += goes_on(builder, (*newest, *builder.behind["last_known"]))
    others = builder.behind["last_known"]
    rest = (
        builder.fill(f"add.last.{form(len(others))}", others=_others(builder)) if others and not builder.whole else []
    )
    return fragments + _coming(builder) + rest


def _coming(builder: SentenceBuilder) -> Fragments:
    return own_announced(builder) if builder.alone else coming(builder)


def coming(builder: SentenceBuilder) -> Fragments:
    """Say who is still to come; the first is named where they are many and it is Denmark's own."""
    found = [
        name for name in builder.behind["coming"] if builder.at(name).step == ANNOUNCED and builder.nations([name])
    ]
    if not found or builder.alone:
        return []
    nations = builder.led(found, "coming" if set(found) == set(builder.behind["coming"]) else "")
    return [Fragment("; "), *nations, *builder.fill(f"add.coming.{form(len(builder.codes(found)))}")]


def own_announced(builder: SentenceBuilder) -> Fragments:
    """Count what else the nations chosen have announced."""
    announced = builder.totals.announced
    if not announced or not builder.state.nations:
        return []
    contingents = builder.counted("count.contingents", announced, "announced")
    return builder.fill(f"add.own.announced.{form(len(announced))}", contingents=contingents)


def hearsay(builder: SentenceBuilder) -> Fragments:
    """Tell what only an unverified report says, and that it is one."""
    fragments: Fragments = []
    for key, steps in (("here", (IN_PLACE, SENT)), ("coming", (ANNOUNCED,))):
        found = [name for name in builder.totals.hearsay if builder.at(name).step in steps]
        found += doubtful_presence(builder) if key == "here" else []
        if found:
            fragments += builder.fill(f"add.hearsay.{key}", labels=labels(builder, found))
    return fragments


def doubtful_presence(builder: SentenceBuilder) -> list[str]:
    """Find what is announced or last known for the programme, and lately in place only by an unverified report."""
    states, subjects, atlas, as_of = builder.world.states, builder.atlas.subjects, builder.atlas, builder.world.as_of
    known = builder.world.known_by or EVER

    def is_there(claim: Claim) -> bool:
        lately = bool(claim.day) and as_of - STALE_AFTER <= last_day(claim.day) <= as_of
        return lately and atlas.known_from(claim.id) <= known

    return [
        name
        for name, state in states.items()
        if subjects[name].programme == builder.totals.programme
        and (state.step == ANNOUNCED or (state.step in PRESENT and state.last_known))
        and atlas.claims[state.headline].verified
        and any(map(is_there, atlas.unverified_presence.get(name, ())))
    ]


def not_counted(builder: SentenceBuilder) -> Fragments:
    """Say what of the nations chosen is not counted: unverified reports, and what runs outside the programme."""
    fragments: Fragments = []
    totals = builder.totals
    numbers = [builder.at(name) for name in totals.unverified if has_number(builder.at(name))]
    if numbers:
        high = sum(map(most, numbers))
        text = builder.words.about(builder.words.number(high), any(state.rounded for state in numbers))
        fragments += builder.fill(f"add.unverified.{form(high)}", people=Fragment(text, "unverified"))
    others = [name for name in totals.outside if name not in totals.unverified or not has_number(builder.at(name))]
    if others:
        text = builder.words.count("count.contingents", len(others))
        fragments += builder.fill(
            f"add.outside.{form(len(others))}", contingents=text, programme=builder.programme_name()
        )
    if totals.elsewhere:
        contingents = builder.counted("count.contingents", totals.elsewhere, "elsewhere")
        fragments += builder.fill(f"add.elsewhere.{form(len(totals.elsewhere))}", contingents=contingents)
    return fragments


def left(builder: SentenceBuilder, first: bool) -> Fragments:
    """Say of the nations chosen who had been there and left.

    Parameters
    ----------
    builder : SentenceBuilder
        World, choice and language.
    first : bool
        Whether these words begin the sentence, and so say the day.
    """
    if not builder.state.nations:
        return []
    fragments: Fragments = []
    for name in builder.left:
        state = builder.at(name)
        known = builder.atlas.known(name, builder.world.known_by)
        spell = known.verified_spells.on(builder.world.as_of)
        end = spell.statements[0].day if spell else builder.world.as_of
        stay = min((one.day for one in known.steps if one.value in PRESENT and one.dated), default=date.min)
        number = headline_number(known.people, IN_PLACE, stay, end)
        text = builder.words.say("people.silent")
        if number.claim:
            low, high = number.low or 0, number.high if number.high is not None else number.low or 0
            text = builder.people(low, high, rounded=number.rounded)
        slots: dict[str, Fragment | str] = {"people": text, "when": when(builder, state.due or end.isoformat())}
        lead = "lead" if first and not fragments else "add"
        if lead == "lead":
            slots |= {"clock": builder.clocks(past=True), "purpose": builder.purpose()}
        fragments += builder.fill(f"{lead}.left{'.foreseen' if state.unconfirmed else ''}", **slots)
    return fragments
