"""The sentence above the map: one or two sentences whose numbers and names are drill-downs."""

from collections.abc import Sequence

from dashboard.state import KINDS
from dashboard.text.composer import KIND_DRILLDOWN, OVER, Fragment, SentenceBuilder
from dashboard.text.exercise import exercise
from dashboard.text.filters import aside_words
from dashboard.text.i18n import Words
from dashboard.text.parts import Fragments, form
from dashboard.text.posting import posts
from geodata.model import ANNOUNCED, ATTESTED, OPEN, POST, PRESENT, SITES, STANDING, STANDING_PRESENCE


def sentence(builder: SentenceBuilder) -> Fragments:
    """Tell the view in one or two sentences.

    Parameters
    ----------
    builder : SentenceBuilder
        World, choice and language.
    """
    people = exercise(builder)
    parts = [part for part in (people, _sites(builder, first=not people)) if part]
    promised = _promised_sites(builder, first=not parts)
    parts = [*parts, promised] if promised else parts
    about_posts = posts(builder, first=not parts)
    parts = [*parts, about_posts] if about_posts else parts or [_in_view(builder)]
    fragments: Fragments = []
    for part in parts:
        if fragments:
            part = [Fragment(" "), *_capital(builder.words, part)]
        fragments += [*part, Fragment(".")]
    missing = aside_words(builder.world, builder.words)
    return [*fragments, Fragment(f" {missing}")] if missing else fragments


AHEAD = {"base": "area"}
"""What a site is called while it is only agreed: nobody has built the base."""


def _sites(builder: SentenceBuilder, first: bool) -> Fragments:
    """Count the sites whose beginning is dated, on a day that is about no exercise or in a view of what stands."""
    about = not builder.totals.programme or STANDING_PRESENCE in builder.state.programmes
    if not about or builder.state.kinds or not any(builder.speaks_of(kind, [OPEN, ATTESTED]) for kind in SITES):
        return []
    found = builder.behind["sites"]
    subjects = builder.atlas.subjects
    counts = [(kind, sum(1 for name in found if subjects[name].kind == kind)) for kind in KINDS]
    things = [builder.words.count(f"count.{kind}", number) for kind, number in counts if number]
    if not things:
        return []
    key = f"{'lead' if first else 'then'}.sites.{form(sum(number for _, number in counts))}"
    clock = {"clock": builder.clocks()} if first else {}
    return builder.fill(key, **clock, things=Fragment(builder.words.listing(things), "sites"))


def _promised_sites(builder: SentenceBuilder, first: bool) -> Fragments:
    """Say which sites are announced and not in use; in a view of kinds they are counted beside those in use."""
    found = builder.behind["sites_announced"]
    if not found or builder.state.kinds or not any(builder.speaks_of(kind, [ANNOUNCED]) for kind in SITES):
        return []
    subjects = builder.atlas.subjects
    counts = [(kind, sum(1 for name in found if subjects[name].kind == kind)) for kind in KINDS]
    things = [builder.words.count(f"count.{AHEAD.get(kind, kind)}", number) for kind, number in counts if number]
    clock = {"clock": builder.clocks()} if first else {}
    slots = {"things": Fragment(builder.words.listing(things), "sites_announced")}
    nations = builder.words.listing(builder.actors(found))
    key = f"{'lead' if first else 'then'}.sites.announced.{form(len(found))}"
    return builder.fill(key, **clock, **slots, nations=nations)


def _in_view(builder: SentenceBuilder) -> Fragments:
    """Count what is in view by kind, for filters that leave the exercise and the posts out."""
    drilldowns = {
        drilldown.removeprefix(KIND_DRILLDOWN): names
        for drilldown, names in builder.behind.items()
        if drilldown.startswith(KIND_DRILLDOWN)
    }
    numbers = {kind: _counted(builder, kind, names) for kind, names in drilldowns.items() if names}
    if not numbers:
        return builder.fill("view.nothing", clock=builder.clocks())
    gaps = builder.words.listing([f"{{{kind}}}" for kind in numbers])
    things = builder.split(gaps, numbers)
    more = _more(builder)
    things += [Fragment(f" ({builder.words.listing(more)})")] if more else []
    before, after = builder.words.say("view.counts").split("{things}")
    return [*builder.split(before, {"clock": Fragment(builder.clocks())}), *things, Fragment(after)]


def _more(builder: SentenceBuilder) -> list[str]:
    """Count, beside what stands, what is only announced or rests on an unverified report."""
    words, subjects, found = builder.words, builder.atlas.subjects, []
    for kind in (*SITES, POST):
        names = [n for n, s in builder.world.states.items() if subjects[n].kind == kind and s.step not in ("", *OVER)]
        shown = set(builder.behind[KIND_DRILLDOWN + kind])
        rest = [name for name in names if name not in shown]
        doubtful = [n for n in rest if not builder.atlas.claims[builder.at(n).headline].verified]
        for key, number in (("announced", len(rest) - len(doubtful)), ("unverified", len(doubtful))):
            if number:
                found.append(words.say(f"view.more.{key}", n=words.spelled(number)))
    return found


def _counted(builder: SentenceBuilder, kind: str, names: Sequence[str]) -> Fragment:
    """Count a kind; where all of it only weighs, will not come or is over, say so."""
    steps = {builder.at(name).step for name in names}
    text = builder.words.count(f"count.{kind}", len(names))
    if len(steps) == 1 and not steps & {*STANDING, *PRESENT, ANNOUNCED}:
        text = f"{text} ({builder.words.say(f'step.{steps.pop()}')})"
    return Fragment(text, KIND_DRILLDOWN + kind)


def _capital(words: Words, fragments: Fragments) -> Fragments:
    first = fragments[0]
    return [Fragment(words.sentence_case(first.text), first.drilldown, first.accent), *fragments[1:]]
