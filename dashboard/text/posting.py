"""What the sentence says of diplomatic posts, each group by its one name."""

from collections.abc import Iterable, Iterator, Sequence

from dashboard.text.composer import Fragment, SentenceBuilder
from dashboard.text.parts import Fragments, form
from geodata.model import ANNOUNCED, ATTESTED, OPEN, POST
from geodata.totals import HOME

NUUK = "nuuk"
CONSULATE = "consulate"
Clause = tuple[str, int, dict[str, Fragment | str]]


def posts(builder: SentenceBuilder, first: bool) -> Fragments:
    """Say which posts are open and announced, and in a view of posts or nations also all other groups.

    Parameters
    ----------
    builder : SentenceBuilder
        World, choice and language.
    first : bool
        Whether these words begin the sentence, and so say the day.
    """
    fragments: Fragments = []
    for key, number, slots in _clauses(builder):
        lead = "lead" if first and not fragments else "then"
        clock = {"clock": builder.clocks()} if lead == "lead" else {}
        ending = f".{form(number)}" if number else ""
        fragments += [
            *([Fragment("; ")] if fragments else []),
            *builder.fill(f"{lead}.{key}{ending}", **clock, **slots),
        ]
    return fragments


def _clauses(builder: SentenceBuilder) -> Iterator[Clause]:
    close_up = bool(builder.state.nations) or builder.state.kinds == (POST,)
    if builder.speaks_of(POST, [OPEN]):
        yield from _open(builder)
    if builder.speaks_of(POST, [ANNOUNCED]):
        yield from _announced(builder)
    if close_up:
        yield from _other_groups(builder)


def _open(builder: SentenceBuilder) -> Iterator[Clause]:
    opened = builder.totals.posts_open
    if opened:
        where = builder.words.say("posts.nuuk" if _all_in_nuuk(builder, opened) else "posts.greenland")
        consular = all(builder.at(name).rank.startswith(CONSULATE) for name in opened)
        number = _number(builder, "count.consulates" if consular else "count.posts", opened, "posts_open")
        yield "posts", len(opened), {"posts": number, "where": where}
    elif not builder.state.nations and not builder.sifted and not builder.totals.posts_honorary:
        yield "posts.none", 0, {}


def _rank(builder: SentenceBuilder, post: str) -> str:
    return builder.words.say(f"posts.rank.{builder.at(post).rank.replace(' ', '_') or 'office'}")


def _number(builder: SentenceBuilder, key: str, found: Sequence[str], drilldown: str) -> Fragment:
    """Give the number of posts; of one nation alone their ranks, where no two are the same."""
    ranks = [_rank(builder, name) for name in found]
    if builder.alone and len(set(ranks)) == len(ranks):
        return Fragment(builder.words.listing(ranks), drilldown, "dip")
    return builder.counted(key, found, drilldown, "dip")


def _announced(builder: SentenceBuilder) -> Iterator[Clause]:
    """Name who has announced a post; one that is long overdue is told apart."""
    found = builder.totals.posts_announced
    for lapsed in (False, True):
        awaited = [name for name in found if builder.at(name).unconfirmed == lapsed]
        if not awaited:
            continue
        consular = all(builder.at(name).rank.startswith(CONSULATE) for name in awaited)
        key = f"posts.announced{'.consulate' if consular else ''}{'.lapsed' if lapsed else ''}"
        drilldown = "posts_announced" if len(awaited) == len(found) else ""
        if builder.alone:
            yield f"{key}.own", len(awaited), {"posts": _number(builder, "count.post", awaited, drilldown)}
        else:
            yield key, len(awaited), {"nations": builder.named(awaited, drilldown, "dip")}


def _other_groups(builder: SentenceBuilder) -> Iterator[Clause]:
    """Count honorary consuls, the posts of Denmark and Greenland, and what is known earlier."""
    totals = builder.totals
    groups = [("honorary", totals.posts_honorary, OPEN)]
    if not builder.state.nations or set(builder.state.nations) & HOME:
        groups += [("own", totals.posts_own, OPEN), ("abroad", totals.posts_abroad, OPEN)]
    for group, found, step in groups:
        if found and builder.speaks_of(POST, [step]):
            number = _number(builder, f"count.{group}", found, f"posts_{group}")
            if group == "own" and not builder.alone:
                number = Fragment(own_ranks(builder, found), "posts_own", "dip")
            yield f"posts.{group}", len(found), {"posts": number}
    for group, names in seen_at_work(builder).items():
        if names and builder.speaks_of(POST, [ATTESTED]):
            yield f"posts.{group}", len(names), {"posts": _number(builder, "count.attested", names, f"posts_{group}")}


def seen_at_work(builder: SentenceBuilder) -> dict[str, tuple[str, ...]]:
    """Part the posts of which no opening is known: seen at work within three years, and known only earlier (R5)."""
    behind = builder.behind
    return {"seen": behind["posts_seen"], "attested": behind["posts_attested"]}


def own_ranks(builder: SentenceBuilder, found: Sequence[str]) -> str:
    """Name the posts of Denmark's own by their ranks, as a view of them alone does."""
    ranks = builder.words.listing([_rank(builder, name) for name in found])
    return builder.words.say("count.own", posts=ranks)


def _all_in_nuuk(builder: SentenceBuilder, subjects: Iterable[str]) -> bool:
    return all((builder.at(name).place or builder.atlas.subjects[name].place) == NUUK for name in subjects)
