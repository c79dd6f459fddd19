"""Doubt in rows: rivals and the rule that decides between them, what hangs on whom, and the page of a claim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.text import actor_name, where_words
from dashboard.text.i18n import Words
from dashboard.view.view import ViewModel, weighed
from geodata.atlas import Atlas, World
from geodata.model import EVER, Claim, State, text_in
from geodata.precedence import decided_by
from geodata.sensitivity import Removal, Strength, removals, strength

USED, BESIDE = "used", "beside"
ROLES = ("headline", "number", "place_claim", "rank_claim", "actor_claim")


@dataclass(frozen=True, slots=True)
class RivalRow:
    """One claim of a disagreement: whether the map uses it, and by which rule it does or does not."""

    claim: str
    subject: str
    what: str
    role: str
    reason: str


@dataclass(frozen=True, slots=True)
class Basis:
    """Days over which a state rests on a claim, and in which role."""

    first: date
    last: date
    role: str
    state: State


def disagreements(world: World) -> list[RivalRow]:
    """List the claims of every disputed state in view: those that the map uses, then those that stand beside.

    Parameters
    ----------
    world : World
        With only what is in view.
    """
    rows: list[RivalRow] = []
    for name, state in world.states.items():
        if state.contested:
            rows += rivals_of(world, name)
    return rows


def rivals_of(world: World, subject: str) -> list[RivalRow]:
    """List the claims that a state rests on and has rivals for, then its rivals, each with the rule that decides.

    Parameters
    ----------
    world : World
        The world.
    subject : str
        Whose state.
    """
    atlas, state = world.atlas, world.everywhere[subject]
    rivals = [atlas.claims[name] for name in state.rivals]
    known = atlas.known(subject, world.known_by)
    against = {rival.id: used_for(state, rival) for rival in rivals}
    used = dict.fromkeys(name for name in (*against.values(), *([] if rivals else [state.headline])) if name)
    rows = [RivalRow(name, subject, atlas.claims[name].attribute, USED, "") for name in used]
    for rival in rivals:
        mine = against[rival.id]
        reason = decided_by(known, mine, rival.id, world.as_of.toordinal()) if mine else ""
        rows.append(RivalRow(rival.id, subject, rival.attribute, BESIDE, reason))
    return rows


def used_for(state: State, rival: Claim) -> str:
    """Name the claim that the map uses where a rival says otherwise."""
    by_attribute = {
        "people": state.number,
        "place": state.place_claim,
        "rank": state.rank_claim,
        "actor": state.actor_claim,
    }
    return by_attribute.get(rival.attribute, state.headline) or state.headline


def removals_in_view(view_model: ViewModel, programme: str) -> tuple[Sequence[Removal], Strength]:
    """Take away each claim, source and group in turn for what is in view; remembered for the next visitor.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    programme : str
        Whose people are counted.
    """
    return weighed(view_model, programme, removals), weighed(view_model, programme, strength)


def bases_of(atlas: Atlas, claim: str, known_by: date | None) -> list[Basis]:
    """List the days over which the state of its subject rests on a claim.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    claim : str
        Whose.
    known_by : date or None
        Only what had been published by then counts; None for everything.
    """
    spans = atlas.spans(known_by)[atlas.claims[claim].subject]
    found: list[Basis] = []
    for first, last, state in zip(spans.starts, spans.ends(), spans.states, strict=True):
        role = role_of(state, claim)
        if not role:
            continue
        if found and found[-1].role == role and (first - found[-1].last).days == 1:
            found[-1] = Basis(found[-1].first, last, role, state)
        else:
            found.append(Basis(first, last, role, state))
    return found


def role_of(state: State, claim: str) -> str:
    """Say as what a state rests on a claim: headline, number, place, rank, part, or rival beside it."""
    for role in ROLES:
        if getattr(state, role) == claim:
            return role
    if claim in state.parts:
        return "part"
    return "rival" if claim in state.rivals else ""


def claim_value(atlas: Atlas, words: Words, claim: Claim) -> str:
    """Write in a few words what a claim says."""
    if claim.attribute == "step":
        value = words.say(f"step.{claim.value}")
    elif claim.attribute == "people":
        value = words.span(claim.low, claim.high, claim.rounded)
    elif claim.attribute == "place":
        value = where_words(atlas, words, [claim.value])
    else:
        value = claim.value
    due = words.say("table.due", day=words.partial(claim.due, short=True)) if claim.due else ""
    return ", ".join(filter(None, [value, due]))


def speakers(atlas: Atlas, words: Words, claim: Claim) -> str:
    """Name who says it: whom the sources quote, and the publishers."""
    publishers = dict.fromkeys(atlas.sources[name].publisher for name in claim.sources)
    said_by = actor_name(atlas, words, claim.said_by) if claim.said_by else ""
    listed = words.listing(list(publishers))
    return words.say("analyse.doubt.quoted", who=said_by, publishers=listed) if said_by else listed


def web_address(atlas: Atlas, sources: Iterable[str]) -> str:
    """Give the address of the first source that has one."""
    urls = (atlas.sources[name].url for name in sources)
    return next((url for url in urls if url.startswith(("https://", "http://"))), "")


def subject_name(atlas: Atlas, words: Words, subject: str) -> str:
    """Name a subject."""
    return text_in(atlas.subjects[subject], "label", words.lang)


def removal_name(atlas: Atlas, words: Words, removal: Removal) -> str:
    """Say what is taken away: the text of a claim, the title of a source, the publishers of a group."""
    if removal.kind == "claim":
        return atlas.claims[removal.ids[0]].text
    if removal.kind == "source":
        source = atlas.sources[removal.ids[0]]
        return ": ".join(filter(None, [source.publisher, source.title]))
    return words.listing(list(dict.fromkeys(atlas.sources[name].publisher for name in removal.ids)))


def is_known(atlas: Atlas, claim: str, known_by: date | None) -> bool:
    """Say whether a claim could be read by a day."""
    return atlas.known_from(claim) <= (known_by or EVER)
