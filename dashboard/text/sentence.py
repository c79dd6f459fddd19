"""The sentence above the map: one or two sentences whose numbers and names are doors."""

from collections.abc import Sequence

from dashboard.state import KINDS
from dashboard.text.composer import KIND_DOOR, OVER, Piece, SentenceBuilder
from dashboard.text.exercise import exercise
from dashboard.text.filters import aside_words
from dashboard.text.i18n import Words
from dashboard.text.parts import Told, form
from dashboard.text.posting import posts
from geodata.model import ANNOUNCED, ATTESTED, OPEN, POST, PRESENT, SITES, STANDING, STANDING_PRESENCE


def sentence(teller: SentenceBuilder) -> Told:
    """Tell the view in one or two sentences.

    Parameters
    ----------
    teller
        World, choice and language.
    """
    people = exercise(teller)
    told = [part for part in (people, _sites(teller, first=not people)) if part]
    promised = _promised_sites(teller, first=not told)
    told = [*told, promised] if promised else told
    about_posts = posts(teller, first=not told)
    told = [*told, about_posts] if about_posts else told or [_in_view(teller)]
    pieces: Told = []
    for part in told:
        if pieces:
            part = [Piece(" "), *_capital(teller.words, part)]
        pieces += [*part, Piece(".")]
    missing = aside_words(teller.world, teller.words)
    return [*pieces, Piece(f" {missing}")] if missing else pieces


def _sites(teller: SentenceBuilder, first: bool) -> Told:
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


def _promised_sites(teller: SentenceBuilder, first: bool) -> Told:
    """Say which sites are announced and not in use; in a view of kinds they are counted beside those in use."""
    found = teller.behind["sites_announced"]
    if not found or teller.state.kinds or not any(teller.speaks_of(kind, [ANNOUNCED]) for kind in SITES):
        return []
    subjects = teller.atlas.subjects
    counts = [(kind, sum(1 for name in found if subjects[name].kind == kind)) for kind in KINDS]
    things = [teller.words.count(f"count.{kind}", number) for kind, number in counts if number]
    clock = {"clock": teller.clocks()} if first else {}
    slots = {"things": Piece(teller.words.listing(things), "sites_announced")}
    nations = teller.words.listing(teller.actors(found))
    key = f"{'told' if first else 'then'}.sites.announced.{form(len(found))}"
    return teller.fill(key, **clock, **slots, nations=nations)


def _in_view(teller: SentenceBuilder) -> Told:
    """Count what is in view by kind, for filters that leave the exercise and the posts out."""
    doors = {door.removeprefix(KIND_DOOR): names for door, names in teller.behind.items() if door.startswith(KIND_DOOR)}
    numbers = {kind: _counted(teller, kind, names) for kind, names in doors.items() if names}
    if not numbers:
        return teller.fill("view.nothing", clock=teller.clocks())
    gaps = teller.words.listing([f"{{{kind}}}" for kind in numbers])
    things = teller.split(gaps, numbers)
    more = _more(teller)
    things += [Piece(f" ({teller.words.listing(more)})")] if more else []
    before, after = teller.words.say("view.counts").split("{things}")
    return [*teller.split(before, {"clock": Piece(teller.clocks())}), *things, Piece(after)]


def _more(teller: SentenceBuilder) -> list[str]:
    """Count, beside what stands, what is only announced or rests on an unverified report."""
    words, subjects, found = teller.words, teller.atlas.subjects, []
    for kind in (*SITES, POST):
        names = [n for n, s in teller.world.states.items() if subjects[n].kind == kind and s.step not in ("", *OVER)]
        shown = set(teller.behind[KIND_DOOR + kind])
        rest = [name for name in names if name not in shown]
        doubtful = [n for n in rest if not teller.atlas.claims[teller.at(n).headline].verified]
        for key, number in (("announced", len(rest) - len(doubtful)), ("unverified", len(doubtful))):
            if number:
                found.append(words.say(f"view.more.{key}", n=words.spelled(number)))
    return found


def _counted(teller: SentenceBuilder, kind: str, names: Sequence[str]) -> Piece:
    """Count a kind; where all of it only weighs, will not come or is over, say so."""
    steps = {teller.at(name).step for name in names}
    text = teller.words.count(f"count.{kind}", len(names))
    if len(steps) == 1 and not steps & {*STANDING, *PRESENT, ANNOUNCED}:
        text = f"{text} ({teller.words.say(f'step.{steps.pop()}')})"
    return Piece(text, KIND_DOOR + kind)


def _capital(words: Words, pieces: Told) -> Told:
    first = pieces[0]
    return [Piece(words.sentence_case(first.text), first.door, first.accent), *pieces[1:]]
