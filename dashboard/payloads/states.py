"""The states as the map's frame gets them: those of one day of knowledge, along the days looked at."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dashboard.payloads.plain_json import compact, iso, jsonable
from geodata.atlas import Atlas
from geodata.model import STATED, Claim, State
from geodata.totals import missing_number, post_group, unit_of

STATE_FIELDS = (
    "step",
    "low",
    "high",
    "place",
    "precision",
    "rank",
    "actor",
    "actor_day",
    "actor_to",
    "actor_begun",
    "headline",
    "number",
    "rivals",
    "due",
    "since",
    "begun",
    "after",
    "last",
    "last_said",
    "sources",
    "last_known",
    "unconfirmed",
    "disputed",
    "spots",
    "rank_disputed",
    "place_disputed",
    "group",
    "wants_number",
    "counts",
    "number_day",
    "unverified",
    "rounded",
)
RUNS: Mapping[str, Callable[[Claim], Any]] = {
    "actor_day": lambda claim: claim.day,
    "actor_to": lambda claim: claim.day_to,
    "actor_begun": lambda claim: claim.basis == STATED,
}
"""Of who runs a site: from when and until when the claim says so, and whether it says that it began then."""
SENT_AS = {"last": "last_confirmed", "disputed": "contested"}  # card, table and lists mark the same states


def states_payload(atlas: Atlas, known_by: date | None) -> dict[str, Any]:
    """Build `data/states`: every state by what was known on one day, each distinct one written once.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    known_by : date or None
        Only what had been published by then counts; None for everything.

    Returns
    -------
    dict
        `values`, lists of `STATE_FIELDS`; `states`, subject to spans: first day, last day, number in `values`. Days
        without a word are left out.
    """
    numbers: dict[str, int] = {}
    values: list[list[Any]] = []
    states: dict[str, list[list[Any]]] = {}
    for subject, spans in atlas.spans(known_by).items():
        for start, end, state in zip(spans.starts, spans.ends(), spans.states, strict=True):
            if not state.step:
                continue
            value = [_field(atlas, state, name) for name in STATE_FIELDS]
            number = numbers.setdefault(compact(value), len(values))
            if number == len(values):
                values.append(value)
            states.setdefault(subject, []).append([iso(start), iso(end), number])
    return {"values": values, "states": states}


def _field(atlas: Atlas, state: State, name: str) -> Any:
    if name == "spots":
        return [[spot.place, spot.precision, spot.low, spot.high] for spot in state.spots]
    if name == "group":
        return post_group(atlas.subjects[state.subject], state, atlas.records)
    if name == "wants_number":
        return missing_number(atlas.subjects[state.subject], state)
    if name == "counts":
        return unit_of(state, atlas.records)
    if name == "unverified":
        return atlas.is_unverified(state)
    if name in RUNS:
        claim = atlas.claims.get(state.actor_claim)
        return RUNS[name](claim) if claim else False if name == "actor_begun" else ""
    if name == "number_day":
        return atlas.claims[state.number].day if state.number in atlas.claims else ""
    return jsonable(getattr(state, SENT_AS.get(name, name)))
