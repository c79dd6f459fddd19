"""Who runs a site: claims say it, and it changes with the day (rule Runs of the codebook)."""

from collections.abc import Iterable
from dataclasses import replace

from geodata.model import SITES, Claim, State, Subject

ACTOR = "actor"
"""The attribute of a claim that says who runs a site."""


def of_day(subject: Subject, state: State) -> Subject:
    """Return a subject as it is in a state: a site with the actor who runs it then, anything else as it always is.

    Parameters
    ----------
    subject : Subject
    state : State
        One of its states.
    """
    if subject.kind not in SITES or subject.actor == state.actor:
        return subject
    return replace(subject, actor=state.actor)


def actors_named(subject: Subject, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return all whose a subject is or ever was, each once: its actor, and whoever is said to run it.

    Parameters
    ----------
    subject : Subject
    claims : iterable of Claim
        Those about it.
    """
    actors = [subject.actor, *(claim.value for claim in claims if claim.attribute == ACTOR)]
    return tuple(dict.fromkeys(filter(None, actors)))
