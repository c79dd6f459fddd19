"""The states as features: of one day, or over all days, each with the days for which it holds."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dashboard.api.items import Item, points
from dashboard.api.properties import DATE, Property, named, value_of
from geodata.atlas import Atlas
from geodata.model import State, Subject
from geodata.totals import post_group, unit_of

SUBJECT = ("kind", "actor", "label", "task", "programme", "part_of")
PLAIN = (
    "step low high rounded place precision rank due since last_confirmed sources"
    " last_known unconfirmed headline number place_claim rank_claim parts rivals"
).split()
COMMON = named(
    (
        "kind | text | what it is: contingent, post, base, command, outpost, airport or ship",
        "actor | text | whose it is, as in actors; empty for a civil airport",
        "label | text | its English name",
        "task | text | what a contingent came for",
        "programme | text | under which a contingent runs",
        "part_of | text | the contingent whose number holds this one as a part (rule R2)",
        "group | text | in which group a post is counted: office, honorary, own or abroad",
        "step | text | how far it is, by rule R1",
        "low | integer | at least so many; empty if nobody gave a lower number",
        "high | integer | at most so many; empty if nobody gave an upper number",
        "rounded | boolean | whether the number is a round one",
        "counts | text | what the number counts where that is not people: aircraft or ships",
        "place | text | where it is, as in places",
        "precision | text | how exactly the place is known",
        "rank | text | the rank of a post",
        "due | day | the day that is foreseen",
        "since | day | since when it is so, as the claim writes it",
        "since_is_start | boolean | whether that is the day on which it began; else it was first seen then",
        "last_confirmed | date | the last day on which a claim sees it there",
        "independent_sources | integer | how many independent groups of sources say the step (rule R7)",
        "last_known | boolean | nobody confirmed it for long (rule R5)",
        "unconfirmed | boolean | announced, and not confirmed since (rule R5)",
        "disputed | boolean | its step, number, rank or place is disputed (rule R6)",
        "unverified | boolean | its step or number rests on a report that nobody verified",
        "claim_of_step | text | the claim that the step rests on, as in claims",
        "claim_of_number | text | the claim that the number rests on",
        "claim_of_place | text | the claim that the place rests on",
        "claim_of_rank | text | the claim that the rank rests on",
        "parts | list | claims that divide the number, or were summed for want of a whole",
        "rivals | list | claims that say otherwise",
        "valid_from | date | the first day for which this holds; empty for always",
        "valid_to | date | the last day for which this holds; empty for no end",
    )
)
CLOCKS = (
    Property("as_of", DATE, "the day looked at"),
    Property("known_by", DATE, "only what was published by this day counts; empty for everything"),
)
STATES = (Property("id", "text", "the subject, as in contingents, sites or diplomatic_posts"), *COMMON, *CLOCKS)
HISTORY = (
    Property("id", "text", "the subject and the day from which the state holds"),
    Property("subject", "text", "as in contingents, sites or diplomatic_posts"),
    *COMMON,
    CLOCKS[1],
)


def states(atlas: Atlas, as_of: date, known_by: date | None) -> Iterator[Item]:
    """Yield the state of each subject on a pair of clocks; who is in no report is left out.

    Parameters
    ----------
    atlas
        The evidence.
    as_of, known_by
        The clocks; `known_by` None means everything.
    """
    for name, spans in atlas.spans(known_by).items():
        for start, end, state in zip(spans.starts, spans.ends(), spans.states, strict=True):
            if state.step and start <= as_of <= end:
                values = {"id": name, **_values(atlas, state, start, end), "as_of": as_of, "known_by": known_by}
                yield Item(values, _geometry(atlas, state))


def history(atlas: Atlas, known_by: date | None) -> Iterator[Item]:
    """Yield every state of each subject by what was known on a day, with the days for which it holds.

    Parameters
    ----------
    atlas
        The evidence.
    known_by
        None for everything.
    """
    for name, spans in atlas.spans(known_by).items():
        for start, end, state in zip(spans.starts, spans.ends(), spans.states, strict=True):
            if state.step:
                ident = name if start == date.min else f"{name}@{start.isoformat()}"
                values = {"id": ident, "subject": name, **_values(atlas, state, start, end), "known_by": known_by}
                yield Item(values, _geometry(atlas, state))


def _values(atlas: Atlas, state: State, start: date, end: date) -> dict[str, Any]:
    subject = atlas.subjects[state.subject]
    made = {
        **{name: getattr(subject, name) for name in SUBJECT},
        "group": post_group(subject, state, atlas.records),
        **{name: getattr(state, name) for name in PLAIN},
        "counts": unit_of(state, atlas.records),
        "since_is_start": state.begun,
        "independent_sources": state.sources,
        "disputed": state.contested,
        "unverified": atlas.is_unverified(state),
        "claim_of_step": state.headline,
        "claim_of_number": state.number,
        "claim_of_place": state.place_claim,
        "claim_of_rank": state.rank_claim,
        "place": state.place or subject.place,
        "precision": state.precision or subject.precision,
        "valid_from": None if start == date.min else start,
        "valid_to": None if end == date.max else end,
    }
    return {prop.name: value_of(made[prop.name]) for prop in COMMON}


def _geometry(atlas: Atlas, state: State) -> dict[str, Any] | None:
    return points(_points(atlas, atlas.subjects[state.subject], state))


def _points(atlas: Atlas, subject: Subject, state: State) -> Iterator[tuple[float, float]]:
    """Yield where its people are, each place once; none where nobody said where, or only "somewhere in Greenland"."""
    names = dict.fromkeys(spot.place for spot in state.spots if spot.place) or {state.place or subject.place: None}
    spots = (atlas.places[name] for name in names if name in atlas.places)
    yield from dict.fromkeys((spot.lon, spot.lat) for spot in spots if spot.lon is not None and spot.lat is not None)
