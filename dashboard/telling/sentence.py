"""The sentence above the map: one or two sentences whose numbers and names are doors."""

from collections.abc import Sequence

from dashboard.state import KINDS
from dashboard.telling.exercise import Told, exercise, form
from dashboard.telling.filters import aside_words
from dashboard.telling.posting import posts
from dashboard.telling.teller import KIND_DOOR, Piece, Teller
from dashboard.words import Words
from geodata.model import ANNOUNCED, ATTESTED, OPEN, PRESENT, SITES, STANDING, STANDING_PRESENCE


def sentence(teller: Teller) -> Told:
    """Tell the view in one or two sentences.

    Parameters
    ----------
    teller
        World, choice and language.
    """
    people = exercise(teller)
    told = [part for part in (people, _sites(teller, first=not people)) if part]
    about_posts = posts(teller, first=not told)
    told = [*told, about_posts] if about_posts else told or [_in_view(teller)]
    pieces: Told = []
    for part in told:
        if pieces:
            part = [Piece(" "), *_capital(teller.words, part)]
        pieces += [*part, Piece(".")]
    missing = aside_words(teller.world, teller.words)
    return [*pieces, Piece(f" {missing}")] if missing else pieces


def _sites(teller: Teller, first: bool) -> Told:
    """Count the sites whose beginning is dated, on a day that is about no exercise or in a view of what stands."""
    about = not teller.totals.programme or STANDING_PRESENCE in teller.state.programmes
    if not about or teller.state.kinds or not any(teller.speaks_of(kind, [OPEN, ATTESTED]) for kind in SITES):
        return []
    found = teller.behind["sites"]
    subjects = teller.atlas.subjects
    counts = [(kind, sum(1 for name in found if subjects[name].kind == kind)) for kind in KINDS]
    things = [teller.words.count(f"count.{kind}", number) for kind, number in counts if number]
    if not things:
        return []
    key = f"{'told' if first else 'then'}.sites.{form(sum(number for _, number in counts))}"
    clock = {"clock": teller.clocks()} if first else {}
    return teller.fill(key, **clock, things=Piece(teller.words.listing(things), "sites"))


def _in_view(teller: Teller) -> Told:
    """Count what is in view by kind, for filters that leave the exercise and the posts out."""
    doors = {door.removeprefix(KIND_DOOR): names for door, names in teller.behind.items() if door.startswith(KIND_DOOR)}
    numbers = {kind: _counted(teller, kind, names) for kind, names in doors.items() if names}
    if not numbers:
        return teller.fill("view.nothing", clock=teller.clocks())
    gaps = teller.words.listing([f"{{{kind}}}" for kind in numbers])
    things = teller.split(gaps, numbers)
    before, after = teller.words.say("view.counts").split("{things}")
    return [*teller.split(before, {"clock": Piece(teller.clocks())}), *things, Piece(after)]


def _counted(teller: Teller, kind: str, names: Sequence[str]) -> Piece:
    """Count a kind; where all of it only weighs, will not come or is over, say so."""
    steps = {teller.at(name).step for name in names}
    text = teller.words.count(f"count.{kind}", len(names))
    if len(steps) == 1 and not steps & {*STANDING, *PRESENT, ANNOUNCED}:
        text = f"{text} ({teller.words.say(f'step.{steps.pop()}')})"
    return Piece(text, KIND_DOOR + kind)


def _capital(words: Words, pieces: Told) -> Told:
    first = pieces[0]
    return [Piece(words.sentence_case(first.text), first.door, first.accent), *pieces[1:]]
