"""Who says so: the claims behind what a card shows, with their sources."""

import hashlib
from collections.abc import Iterator
from typing import Any

from dashboard.payloads.plain_json import jsonable, pick
from geodata.atlas import Atlas
from geodata.model import CONTINGENT, Claim

CLAIM_FIELDS = (
    "id",
    "subject",
    "attribute",
    "value",
    "low",
    "high",
    "day",
    "day_to",
    "due",
    "basis",
    "said_by",
    "programme",
    "part_of",
    "disputes",
    "counts",
    "rounded",
    "place",
    "confidence",
    "sources",
    "text",
)
SOURCE_FIELDS = ("publisher", "title", "url", "published", "language", "kind")


def claims_payload(atlas: Atlas, sel: str) -> dict[str, Any] | None:
    """Build `data/claims/<what is selected>`: the claims that its card tells of, and the sources that say them.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    sel : str
        As in the address: a subject, `nation:XXX`, `event:id` or `source:id`.

    Returns
    -------
    dict or None
        None where there is nothing of this name.
    """
    claims = _claims_of(atlas, sel)
    if claims is None:
        return None
    found = {claim.id: claim for claim in claims}
    cited = dict.fromkeys([*_cited(atlas, sel), *(name for claim in found.values() for name in claim.sources)])
    return {
        "fields": [*CLAIM_FIELDS, "known_from", "report"],
        "claims": [_row(atlas, claim) for claim in found.values()],
        "sources": {name: pick(atlas.sources[name], SOURCE_FIELDS) for name in cited},
    }


def _claims_of(atlas: Atlas, sel: str) -> list[Claim] | None:
    """List the claims of a card; a claim that is disputed brings those that dispute it."""
    group, _, name = sel.rpartition(":")
    if not group and name in atlas.subjects:
        claims = atlas.claims_of[name]
        ids = {claim.id for claim in claims}
        others = dict.fromkeys(other for claim in claims for other in claim.disputes)
        against = [claim for claim in atlas.claims.values() if not ids.isdisjoint(claim.disputes)]
        return [*claims, *(atlas.claims[other] for other in others), *against]
    if group == "nation" and name in atlas.actors:
        return [c for c in atlas.claims.values() if c.said_by == name or name in atlas.actors_of[c.subject]]
    if group == "source" and name in atlas.sources:
        return [claim for claim in atlas.claims.values() if name in claim.sources]
    return [] if group == "event" and name in atlas.events else None


def _cited(atlas: Atlas, sel: str) -> Iterator[str]:
    """Name the sources that a card shows without a claim: the source itself, those of an event and of its repeats."""
    group, _, name = sel.rpartition(":")
    if group == "source":
        yield name
    if group == "event":
        for event in atlas.events.values():
            if event.id == name or name in event.same_as:
                yield from event.sources


def _row(atlas: Atlas, claim: Claim) -> list[Any]:
    fields = (jsonable(getattr(claim, name)) for name in CLAIM_FIELDS)
    return [*fields, jsonable(atlas.known_from(claim.id)), report_of(atlas, claim)]


def report_of(atlas: Atlas, claim: Claim) -> str:
    """Name the report that a claim belongs to, equal for all claims of one report about a subject.

    Claims about a contingent that come from one gathered row and the same sources are one report; of other subjects
    those with the same words.
    """
    kind = atlas.subjects[claim.subject].kind if claim.subject in atlas.subjects else ""
    content = ";".join(claim.origin) if kind == CONTINGENT and claim.origin else claim.text
    return hashlib.sha256("|".join((claim.subject, content, *claim.sources)).encode()).hexdigest()[:8]
