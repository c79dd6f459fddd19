"""Filters: pure functions over the states of a world; the input stays as it was."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping

from geodata.model import KINDS, NO_WORD, PROGRAMMES, STEPS, Records, State, in_all
from geodata.names import unknown_words
from geodata.programmes import programme_of
from geodata.running import ACTOR, of_day

FOLDED = str.maketrans({"ø": "o", "æ": "ae", "å": "aa", "ð": "d", "þ": "th", "ß": "ss", "ł": "l", "đ": "d"})


def folded(text: str) -> str:
    """Return the text as a search compares it: lower case, without accents, ø as o, å as aa."""
    # Composed first: å may arrive as one sign or as a and a ring, and both are folded to aa.
    low = unicodedata.normalize("NFKC", text).casefold().translate(FOLDED)
    plain = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return " ".join(plain.split())


def searchable(records: Records) -> dict[str, str]:
    """Return for each subject all the words by which a search may find it, folded.

    These are its id, its label, task and note in every language, the names of its actor and of the places where it is
    said to be, and the units, equipment, roles and texts that its claims give.
    """
    words: dict[str, list[str]] = {}
    for subject in records.subjects.values():
        texts = (text for field in ("label", "task", "note") for text in in_all(subject, field))
        words[subject.id] = [subject.id, *texts]
        words[subject.id] += _names_of_actor(records, subject.actor)
        words[subject.id] += _names(records, subject.place)
    for claim in records.claims.values():
        if claim.attribute == ACTOR:
            words[claim.subject] += _names_of_actor(records, claim.value)
        words[claim.subject] += [claim.value, claim.text, *_names(records, claim.place)]
    return {name: folded(" ".join(dict.fromkeys(found))) for name, found in words.items()}


def _names_of_actor(records: Records, code: str) -> list[str]:
    actor = records.actors.get(code)
    return [actor.id, *in_all(actor, "name")] if actor else []


def _names(records: Records, place: str) -> list[str]:
    found = records.places.get(place)
    return [*in_all(found, "name"), *found.aliases] if found else []


def insist_on_known(
    records: Records,
    nations: Collection[str] = (),
    kinds: Collection[str] = (),
    steps: Collection[str] = (),
    programmes: Collection[str] = (),
) -> None:
    """Hold codes to those that exist, so that a slip of the pen does not look like an empty world.

    Parameters
    ----------
    records : Records
        Whose actors can be asked for.
    nations, kinds, steps, programmes : collection of str
        As for `chosen`.

    Raises
    ------
    TypeError
        When one text stands where a list is wanted.
    ValueError
        When a code is unknown.
    """
    for name, wanted, allowed, place in (
        ("nations", nations, records.actors, "ids of evidence/actors.csv, as in atlas.actors"),
        ("kinds", kinds, KINDS, f"any of {', '.join(KINDS)} (geodata.model.KINDS)"),
        ("steps", steps, (*STEPS, NO_WORD), f"any of {', '.join(STEPS)} (geodata.model.STEPS), '' for no word"),
        ("programmes", programmes, PROGRAMMES, f"any of {', '.join(PROGRAMMES)} (geodata.model.PROGRAMMES)"),
    ):
        if isinstance(wanted, str):
            raise TypeError(f"{name}: found the text {wanted!r}; write a list, as [{wanted!r}]")
        unknown = sorted({str(code) for code in wanted if code not in allowed})
        if unknown:
            actors = {actor.id: in_all(actor, "name") for actor in records.actors.values()}
            names = actors if allowed is records.actors else {code: () for code in allowed if code}
            raise ValueError(f"{name}: found {unknown_words(unknown, names)}; write {place}")


def insist_on_subjects(records: Records, subjects: Collection[str]) -> None:
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
    nations: Collection[str] = (),
    kinds: Collection[str] = (),
    steps: Collection[str] = (),
    text: str = "",
    programmes: Collection[str] = (),
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
    nations, kinds, steps : collection of str
        ISO 3166 alpha-3 codes of actors, kinds and steps.
    text : str
        Words of a search.
    programmes : collection of str
        Programmes, as ``geodata.programmes.programme_of`` has them.
    """
    wanted = folded(text).split()
    return {
        name: state
        for name, state in states.items()
        if _in(of_day(records.subjects[name], state).actor, nations)
        and _in(records.subjects[name].kind, kinds)
        and _in(state.step, steps)
        and _in(programme_of(records.subjects[name]), programmes)
        and _has(words.get(name, ""), wanted)
    }


def _in(value: str, wanted: Collection[str]) -> bool:
    return not wanted or value in wanted


def _has(haystack: str, wanted: Iterable[str]) -> bool:
    return all(word in haystack for word in wanted)
