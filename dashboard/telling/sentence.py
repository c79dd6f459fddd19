"""The sentence above the map: one or two sentences whose numbers and names are doors."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard.telling.filters import aside_words
from dashboard.telling.teller import KIND_DOOR, Piece, Teller, doors
from dashboard.words import Words
from geodata.counting import Totals
from geodata.model import ANNOUNCED, ATTESTED, CONTINGENT, IN_PLACE, OPEN, POST, PRESENT, SENT

NUUK = "nuuk"
Told = list[Piece]
Behind = Mapping[str, tuple[str, ...]]


def sentence(teller: Teller) -> Told:
    """Tell the view in one or two sentences.

    Parameters
    ----------
    teller
        World, choice and language.
    """
    totals = teller.world.totals()
    exercise = _exercise(teller, totals)
    posts = _posts(teller, totals, first=not exercise)
    told = [part for part in (exercise, posts) if part] or [_in_view(teller)]
    pieces: Told = []
    for part in told:
        if pieces:
            part = [Piece(" "), *_capital(teller.words, part)]
        pieces += [*part, Piece(".")]
    missing = aside_words(teller.world, teller.words)
    return [*pieces, Piece(f" {missing}")] if missing else pieces


def form(number: int) -> str:
    """Name the form of a text for one or for several."""
    return "one" if number == 1 else "other"


def _exercise(teller: Teller, totals: Totals) -> Told:
    """Say who is in place and who is to come, who gave no number, and who was last seen long ago."""
    if not teller.speaks_of(CONTINGENT, PRESENT):
        return _promised(teller, totals) if teller.speaks_of(CONTINGENT, [ANNOUNCED]) else []
    behind = doors(teller.world, totals)
    here = [name for name in (*totals.people.counted, *totals.people.without_number) if name not in totals.sent]
    told = _present(teller, totals, behind, here)
    told += _silent(teller, totals, behind, here)
    last = behind["last_known"]
    if last:
        stale = teller.counted("count.contingents", last, "last_known")
        told += teller.fill(f"add.last.{form(len(last))}", contingents=stale)
    return told


def _present(teller: Teller, totals: Totals, behind: Behind, here: Sequence[str]) -> Told:
    clock, one_nation = teller.clocks(), len(teller.state.nations) == 1
    people = Piece(teller.soldiers(totals), "people")
    plural = form(totals.people.high)
    if totals.people.counted and here:
        told = teller.fill(f"told.people.{plural}", clock=clock, people=people)
        if one_nation or not behind["nations"]:
            return told + _own(teller, behind)
        nations = Piece(teller.words.count("count.nations", teller.nations(behind["nations"])), "nations")
        return told + teller.fill("add.here", nations=nations) + _more(teller, totals, behind["coming"])
    if totals.people.counted:
        told = teller.fill(f"told.way.{plural}", clock=clock, people=people)
        return told + _own(teller, behind, but_sent=True)
    if here:
        who = teller.named(here, "nations" if behind["nations"] else "without_number")
        told = teller.fill(f"told.silent.{form(len(teller.codes(here)))}", clock=clock, nations=who)
    else:
        told = teller.fill(_nothing(teller, totals), clock=clock)
    return told + (_own(teller, behind) if one_nation else _coming(teller, totals, behind["coming"]))


def _nothing(teller: Teller, totals: Totals) -> str:
    """Say plainly that nothing is in place, or that what was there has not been confirmed for long."""
    if totals.people.last_known:
        return "told.unconfirmed"
    steps = teller.state.steps
    return "told.nothing.sent" if steps and IN_PLACE not in steps else "told.nothing"


def _how(totals: Totals, coming: Iterable[str]) -> str:
    found = {SENT if name in totals.sent else ANNOUNCED for name in coming}
    return "both" if len(found) > 1 else found.pop()


def _more(teller: Teller, totals: Totals, coming: Sequence[str]) -> Told:
    """Count the nations that have nobody in place yet and are on the way or announced."""
    if not coming:
        return []
    more = Piece(teller.words.count("count.more", teller.nations(coming)), "coming")
    return teller.fill(f"add.more.{_how(totals, coming)}", more=more)


def _coming(teller: Teller, totals: Totals, coming: Sequence[str]) -> Told:
    """Say who is to come where nobody is in place."""
    if not coming:
        return []
    key = f"add.coming.{_how(totals, coming)}.{form(len(coming))}"
    return teller.fill(key, nations=teller.named(coming, "coming"))


def _own(teller: Teller, behind: Behind, but_sent: bool = False) -> Told:
    """Count what else the nations in view have sent or announced."""
    told: Told = []
    for step in (SENT, ANNOUNCED):
        if behind[step] and not (but_sent and step == SENT):
            told += teller.fill(f"add.own.{step}", contingents=teller.counted("count.contingents", behind[step], step))
    return told


def _silent(teller: Teller, totals: Totals, behind: Behind, here: Sequence[str]) -> Told:
    """Name who gave no number; where another contingent of theirs has one, count the contingents without."""
    silent = behind["without_number"]
    if not silent or (not totals.people.counted and here):
        return []
    if set(teller.codes(silent)) & set(teller.codes(totals.people.counted)):
        number = teller.counted("count.contingents", silent, "without_number")
        return teller.fill("add.silent.parts", contingents=number)
    return teller.fill("add.silent", nations=teller.named(silent, "without_number"))


def _promised(teller: Teller, totals: Totals) -> Told:
    awaited = totals.announced
    if not awaited:
        return []
    number = teller.counted("count.contingents", awaited, "announced")
    return teller.fill(f"told.announced.{form(len(awaited))}", clock=teller.clocks(), contingents=number)


def _posts(teller: Teller, totals: Totals, first: bool) -> Told:
    """Say which posts are open, which are announced, and in a view of posts also which are honorary or only seen."""
    close_up = bool(teller.state.nations) or teller.state.kinds == (POST,)
    told: Told = []

    def add(key: str, number: int | None, **slots: Piece | str) -> None:
        begin = "told" if first and not told else "then"
        clock = {"clock": teller.clocks()} if begin == "told" else {}
        ending = "" if number is None else f".{form(number)}"
        told.extend([Piece("; ")] * bool(told))
        told.extend(teller.fill(f"{begin}.{key}{ending}", **clock, **slots))

    opened, awaited = totals.posts_open, totals.posts_announced
    if teller.speaks_of(POST, [OPEN]):
        if opened:
            where = teller.words.say("posts.nuuk" if _all_in_nuuk(teller, opened) else "posts.greenland")
            number = teller.counted("count.posts", opened, "posts_open", "dip")
            add("posts", len(opened), posts=number, where=where)
        elif not teller.state.nations and not totals.posts_honorary:
            add("posts.none", None)
    if awaited and teller.speaks_of(POST, [ANNOUNCED]):
        names = teller.named(awaited, "posts_announced", "dip")
        if opened and told:
            add("posts.theirs", len(teller.codes(awaited)), nations=names)
        else:
            add("posts.announced", len(awaited), nations=names)
    if close_up and totals.posts_honorary and teller.speaks_of(POST, [OPEN]):
        number = teller.counted("count.honorary", totals.posts_honorary, "posts_honorary", "dip")
        add("posts.honorary", len(totals.posts_honorary), posts=number)
    if close_up and totals.posts_attested and teller.speaks_of(POST, [ATTESTED]):
        number = teller.counted("count.posts", totals.posts_attested, "posts_attested", "dip")
        add("posts.attested", len(totals.posts_attested), posts=number)
    return told


def _all_in_nuuk(teller: Teller, subjects: Iterable[str]) -> bool:
    world = teller.world
    return all((world.states[name].place or world.atlas.subjects[name].place) == NUUK for name in subjects)


def _in_view(teller: Teller) -> Told:
    """Count what is in view by kind, for filters that leave the exercise and the posts out."""
    found = doors(teller.world, teller.world.totals())
    kinds = {door.removeprefix(KIND_DOOR): names for door, names in found.items() if door.startswith(KIND_DOOR)}
    numbers = {kind: teller.counted(f"count.{kind}", names, KIND_DOOR + kind) for kind, names in kinds.items() if names}
    if not numbers:
        return teller.fill("view.nothing", clock=teller.clocks())
    gaps = teller.words.listing([f"{{{kind}}}" for kind in numbers])
    things = teller.split(gaps, numbers)
    before, after = teller.words.say("view.counts").split("{things}")
    return [*teller.split(before, {"clock": Piece(teller.clocks())}), *things, Piece(after)]


def _capital(words: Words, pieces: Told) -> Told:
    first = pieces[0]
    return [Piece(words.sentence_case(first.text), first.door, first.accent), *pieces[1:]]
