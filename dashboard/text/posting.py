"""What the sentence says of diplomatic posts, each group by its one name."""

from collections.abc import Iterable, Iterator, Sequence

from dashboard.text.composer import Piece, SentenceBuilder
from dashboard.text.parts import Told, form
from geodata.model import ANNOUNCED, ATTESTED, OPEN, POST
from geodata.totals import HOME

NUUK = "nuuk"
CONSULATE = "consulate"
Clause = tuple[str, int, dict[str, Piece | str]]


def posts(teller: SentenceBuilder, first: bool) -> Told:
    """Say which posts are open and announced, and in a view of posts or nations also all other groups.

    Parameters
    ----------
    teller
        World, choice and language.
    first
        Whether these words begin the sentence, and so say the day.
    """
    told: Told = []
    for key, number, slots in _clauses(teller):
        lead = "told" if first and not told else "then"
        clock = {"clock": teller.clocks()} if lead == "told" else {}
        ending = f".{form(number)}" if number else ""
        told += [*([Piece("; ")] if told else []), *teller.fill(f"{lead}.{key}{ending}", **clock, **slots)]
    return told


def _clauses(teller: SentenceBuilder) -> Iterator[Clause]:
    close_up = bool(teller.state.nations) or teller.state.kinds == (POST,)
    if teller.speaks_of(POST, [OPEN]):
        yield from _open(teller)
    if teller.speaks_of(POST, [ANNOUNCED]):
        yield from _announced(teller)
    if close_up:
        yield from _other_groups(teller)


def _open(teller: SentenceBuilder) -> Iterator[Clause]:
    opened = teller.totals.posts_open
    if opened:
        where = teller.words.say("posts.nuuk" if _all_in_nuuk(teller, opened) else "posts.greenland")
        number = _number(teller, "count.posts", opened, "posts_open")
        yield "posts", len(opened), {"posts": number, "where": where}
    elif not teller.state.nations and not teller.sifted and not teller.totals.posts_honorary:
        yield "posts.none", 0, {}


def _rank(teller: SentenceBuilder, post: str) -> str:
    return teller.words.say(f"posts.rank.{teller.at(post).rank.replace(' ', '_') or 'office'}")


def _number(teller: SentenceBuilder, key: str, found: Sequence[str], door: str) -> Piece:
    """Give the number of posts; of one nation alone their ranks, where no two are the same."""
    ranks = [_rank(teller, name) for name in found]
    if teller.alone and len(set(ranks)) == len(ranks):
        return Piece(teller.words.listing(ranks), door, "dip")
    return teller.counted(key, found, door, "dip")


def _announced(teller: SentenceBuilder) -> Iterator[Clause]:
    """Name who has announced a post; one that is long overdue is told apart."""
    found = teller.totals.posts_announced
    for lapsed in (False, True):
        awaited = [name for name in found if teller.at(name).unconfirmed == lapsed]
        if not awaited:
            continue
        consular = all(teller.at(name).rank.startswith(CONSULATE) for name in awaited)
        key = f"posts.announced{'.consulate' if consular else ''}{'.lapsed' if lapsed else ''}"
        door = "posts_announced" if len(awaited) == len(found) else ""
        if teller.alone:
            yield f"{key}.own", len(awaited), {"posts": _number(teller, "count.post", awaited, door)}
        else:
            yield key, len(awaited), {"nations": teller.named(awaited, door, "dip")}


def _other_groups(teller: SentenceBuilder) -> Iterator[Clause]:
    """Count honorary consuls, the posts of Denmark and Greenland, and what is known earlier."""
    totals = teller.totals
    groups = [("honorary", totals.posts_honorary, OPEN)]
    if not teller.state.nations or set(teller.state.nations) & HOME:
        groups += [("own", totals.posts_own, OPEN), ("abroad", totals.posts_abroad, OPEN)]
    for group, found, step in groups:
        if found and teller.speaks_of(POST, [step]):
            number = _number(teller, f"count.{group}", found, f"posts_{group}")
            if group == "own" and not teller.alone:
                number = Piece(own_ranks(teller, found), "posts_own", "dip")
            yield f"posts.{group}", len(found), {"posts": number}
    for group, names in seen_at_work(teller).items():
        if names and teller.speaks_of(POST, [ATTESTED]):
            yield f"posts.{group}", len(names), {"posts": _number(teller, "count.attested", names, f"posts_{group}")}


def seen_at_work(teller: SentenceBuilder) -> dict[str, tuple[str, ...]]:
    """Part the posts of which no opening is known: seen at work within three years, and known only earlier (R5)."""
    behind = teller.behind
    return {"seen": behind["posts_seen"], "attested": behind["posts_attested"]}


def own_ranks(teller: SentenceBuilder, found: Sequence[str]) -> str:
    """Name the posts of Denmark's own by their ranks, as a view of them alone does."""
    ranks = teller.words.listing([_rank(teller, name) for name in found])
    return teller.words.say("count.own", posts=ranks)


def _all_in_nuuk(teller: SentenceBuilder, subjects: Iterable[str]) -> bool:
    return all((teller.at(name).place or teller.atlas.subjects[name].place) == NUUK for name in subjects)
