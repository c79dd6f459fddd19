"""Tiny evidence for tests of the rules: a claim says only what is special about it."""

from dataclasses import fields
from datetime import date
from types import MappingProxyType
from typing import Any

from geodata import Atlas, State
from geodata.model import Claim, Place, Records, Source, Subject

THERE = Place("nuuk", "Nuuk", "Nuuk", "Nuuk", ("Godthåb",), "town", "town", 64.18, -51.72, "", ())
LAND = Place("greenland", "Kalaallit Nunaat", "Grønland", "Greenland", (), "territory", "territory", None, None, "", ())
ABROAD = Place("karup", "Karup", "Karup", "Karup", (), "site", "town", 56.3, 9.1, "", ())
PLACES = {place.id: place for place in (THERE, LAND, ABROAD)}


def source(
    name: str, published: str = "2026-01-01", kind: str = "newspaper", rests_on: str = "", **more: str
) -> Source:
    rests = tuple(filter(None, rests_on.split(";")))
    return Source(
        name, more.get("publisher", name), name, "", published, "", "en", kind, rests, more.get("same_as", "")
    )


def claim(name: str, value: str, day: str = "", attribute: str = "step", **special: Any) -> Claim:
    given: dict[str, Any] = {field.name: "" for field in fields(Claim)}
    given |= {"origin": (), "disputes": (), "low": None, "high": None, "rounded": False}
    given |= {"confidence": "reported", "basis": "stated"}
    given |= {"sources": ("late",), "id": name, "subject": "it", "attribute": attribute, "value": value, "day": day}
    return Claim(**{**given, **special})


def number(name: str, step: str, day: str, low: int | None, high: int | None, **special: Any) -> Claim:
    return claim(name, step, day, "people", low=low, high=high, counts="people", **special)


def atlas_of(*claims: Claim, kind: str = "contingent", sources: tuple[Source, ...] = ()) -> Atlas:
    """Make an atlas of one subject ``it``; its claims rest on ``late``, published after all days, unless they say."""
    known = {one.id: one for one in (source("late", "2030-01-01"), *sources)}
    subject = Subject("it", kind, "DEU", "It", programme="arctic_endurance")
    return Atlas(
        Records(
            MappingProxyType({"it": subject}),
            MappingProxyType({one.id: one for one in claims}),
            MappingProxyType(known),
            MappingProxyType({}),
            MappingProxyType({}),
            MappingProxyType(PLACES),
            MappingProxyType({}),
        )
    )


def state_of(atlas: Atlas, as_of: str, known_by: str = "") -> State:
    return atlas.at(date.fromisoformat(as_of), date.fromisoformat(known_by) if known_by else None).states["it"]
