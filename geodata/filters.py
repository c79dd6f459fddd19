"""Filters: pure functions over the states of a world; the input stays as it was."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType

from geodata.model import KINDS, NO_WORD, PROGRAMMES, STEPS, Records, State, Subject, in_all
from geodata.names import unknown_words
from geodata.programmes import programme_of
from geodata.running import ACTOR

FOLDED = str.maketrans({"ø": "o", "æ": "ae", "å": "aa", "ð": "d", "þ": "th", "ß": "ss", "ł": "l", "đ": "d"})


@dataclass(frozen=True, slots=True)
class Facet:
    """A list of codes by which a view is narrowed: what passes has one of the codes that are asked for.

    Attributes
    ----------
    codes : callable
        Returns the codes that can be asked for.
    place : str
        Where a reader of an error finds them.
    of_subject : callable, optional
        Returns the code of a subject; empty where it has none.
    of_state : str
        The field of a state that holds the code, where a state has one: it changes with the day and goes before that
        of the subject.
    names : callable, optional
        Returns the names of each code, to suggest the one that was meant.
    """

    codes: Callable[[Records], Collection[str]]
    place: str
    of_subject: Callable[[Subject], str] | None = None
    of_state: str = ""
    names: Callable[[Records], Mapping[str, Collection[str]]] | None = None

    def code(self, subject: Subject, state: State) -> str:
        """Return the code of a subject in a state."""
        of_subject = self.of_subject(subject) if self.of_subject else ""
        return (self.of_state and str(getattr(state, self.of_state))) or of_subject


FACETS: Mapping[str, Facet] = MappingProxyType(
    {
        "nations": Facet(
            lambda records: records.actors,
            "ids of evidence/actors.csv, as in atlas.actors",
            of_subject=attrgetter("actor"),
            of_state="actor",  # who runs a site
            names=lambda records: {actor.id: in_all(actor, "name") for actor in records.actors.values()},
        ),
        "kinds": Facet(
            lambda _: KINDS, f"any of {', '.join(KINDS)} (geodata.model.KINDS)", of_subject=attrgetter("kind")
        ),
        "programmes": Facet(
            lambda _: PROGRAMMES,
            f"any of {', '.join(PROGRAMMES)} (geodata.model.PROGRAMMES)",
            of_subject=programme_of,
        ),
        "steps": Facet(
            lambda _: (*STEPS, NO_WORD),
            f"any of {', '.join(STEPS)} (geodata.model.STEPS), '' for no word",
            of_state="step",
        ),
    }
)
"""What a view can be narrowed to, by the key of the address. The browser is sent the codes and asks in the same way."""


def passes(subject: Subject, state: State, wanted: Mapping[str, Collection[str]]) -> bool:
    """Return whether a subject in a state is in view: it has one of the codes of each facet that is asked for.

    The browser asks the same in `dashboard/frontend/lib/facets.js`; `tests/test_facets.py` holds it to these answers.
    """
    return all(FACETS[key].code(subject, state) in codes for key, codes in wanted.items() if codes)


def normalize_for_search(text: str) -> str:
    """Return the text as a search compares it: lower case, without accents, ø as o, å as aa."""
    # Composed first: å may arrive as one sign or as a and a ring, and both are folded to aa.
    low = unicodedata.normalize("NFKC", text).casefold().translate(FOLDED)
    plain = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return " ".join(plain.split())


def searchable(records: Records, names: Collection[str]) -> dict[str, str]:
    """Return for each of some subjects all the words by which a search may find it, normalized.

    These are its id, its label, task and note in every language, the names of its actor and of the places where it is
    said to be, and the units, equipment, roles and texts that its claims give.
    """
    words: dict[str, list[str]] = {}
    for subject in (records.subjects[name] for name in records.subjects if name in names):
        texts = (text for field in ("label", "task", "note") for text in in_all(subject, field))
        words[subject.id] = [subject.id, *texts]
        words[subject.id] += _names_of_actor(records, subject.actor)
        words[subject.id] += _names(records, subject.place)
    for claim in records.claims.values():
        if claim.subject not in names:
            continue
        if claim.attribute == ACTOR:
            words[claim.subject] += _names_of_actor(records, claim.value)
        words[claim.subject] += [claim.value, claim.text, *_names(records, claim.place)]
    return {name: normalize_for_search(" ".join(dict.fromkeys(found))) for name, found in words.items()}


def _names_of_actor(records: Records, code: str) -> list[str]:
    actor = records.actors.get(code)
    return [actor.id, *in_all(actor, "name")] if actor else []


def _names(records: Records, place: str) -> list[str]:
    found = records.places.get(place)
    return [*in_all(found, "name"), *found.aliases] if found else []


def require_known_codes(records: Records, wanted: Mapping[str, Collection[str]]) -> None:
    """Hold codes to those that exist, so that a slip of the pen does not look like an empty world.

    Parameters
    ----------
    records : Records
        Whose actors can be asked for.
    wanted : mapping of str to collection of str
        Codes by facet.

    Raises
    ------
    TypeError
        When one text stands where a list is wanted, or no facet has such a name.
    ValueError
        When a code is unknown.
    """
    for name, codes in wanted.items():
        if name not in FACETS:
            raise TypeError(f"found {name}={codes!r}; a view is narrowed by {', '.join(FACETS)}")
        if isinstance(codes, str):
            raise TypeError(f"{name}: found the text {codes!r}; write a list, as [{codes!r}]")
        facet = FACETS[name]
        allowed = facet.codes(records)
        unknown = sorted({str(code) for code in codes if code not in allowed})
        if unknown:
            names = facet.names(records) if facet.names else {code: () for code in allowed if code}
            raise ValueError(f"{name}: found {unknown_words(unknown, names)}; write {facet.place}")


def require_known_subjects(records: Records, subjects: Collection[str]) -> None:
    """Hold ids to subjects that exist.

    Raises
    ------
    TypeError
        When one text stands where a list is wanted.
    ValueError
        When nothing has such an id.
    """
    if isinstance(subjects, str):
        raise TypeError(f"subjects: found the text {subjects!r}; write a list, as [{subjects!r}]")
    unknown = sorted({str(name) for name in subjects if name not in records.subjects})
    if unknown:
        labels = {subject.id: in_all(subject, "label") for subject in records.subjects.values()}
        raise ValueError(f"subjects: found {unknown_words(unknown, labels)}; write ids as in atlas.subjects")


def chosen(
    states: Mapping[str, State],
    records: Records,
    words: Mapping[str, str],
    wanted: Mapping[str, Collection[str]],
    text: str = "",
) -> dict[str, State]:
    """Keep the states asked for; empty means all. Every word of ``text`` has to be found.

    Parameters
    ----------
    states : mapping of str to State
        Subject id to state.
    records : Records
        Where actor and kind of a subject stand.
    words : mapping of str to str
        What ``searchable`` returns.
    wanted : mapping of str to collection of str
        Codes by facet.
    text : str
        Words of a search.
    """
    searched = normalize_for_search(text).split()
    wanted = {key: codes for key, codes in wanted.items() if codes}
    if not wanted and not searched:
        return dict(states)
    return {
        name: state
        for name, state in states.items()
        if passes(records.subjects[name], state, wanted) and _has(words.get(name, ""), searched)
    }


def _has(haystack: str, wanted: Iterable[str]) -> bool:
    return all(word in haystack for word in wanted)
