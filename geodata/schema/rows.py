"""Rules about what one row says: steps fit the kind of subject, numbers and days are in order, words go together."""

import re
from collections.abc import Iterator

from geodata.errors import Problem, named, quoted
from geodata.running import ACTOR
from geodata.schema.fields import CONTINGENT_STEPS, RANKS, STANDING_STEPS, WHOLES
from geodata.schema.formats import is_whole, span_of
from geodata.tables import Row, Tables, path_of, problem_at

THOUSANDS = "thousands"
LENGTHS = {"day": (10,), "month": (7,), "year": (4,), "planned": (4, 7, 10)}
"""How long the date of an event is for each precision."""


_ROUND = re.compile(
    r"\b(about|around|some|roughly|nearly|almost|approximately) (\d|as many)|\ba similar number\b", re.IGNORECASE
)
"""By which words a text calls a number round."""


def word_problems(tables: Tables) -> Iterator[Problem]:
    """Check every rule of this module.

    Parameters
    ----------
    tables : Tables
        The evidence.

    Yields
    ------
    Problem
        In no order.
    """
    contingents = frozenset(row["id"] for row in tables.contingents)
    programmes = {row["id"]: row["programme"] for row in tables.contingents}
    posts = frozenset(row["id"] for row in tables.diplomatic_posts)
    sites = frozenset(row["id"] for row in tables.sites)
    subjects, actors = contingents | posts | sites, frozenset(row["id"] for row in tables.actors)
    all_actors = bool(actors) and not tables.unread.get("actors")
    for row in tables.claims:
        # What may be said of a subject that is not there, nobody knows; that it is not there is told elsewhere.
        if row["subject"] in subjects:
            yield from _value(tables, row, CONTINGENT_STEPS if row["subject"] in contingents else STANDING_STEPS)
            yield from _programme(tables, row, programmes, posts)
            yield from _run_by(tables, row, sites, actors if all_actors else frozenset({row["value"]}))
        yield from _numbers(tables, row)
        if row["attribute"] in WHOLES:
            yield from _whole(tables, row, sites)
        yield from _days(tables, row)
        yield from _place(tables, row)
    for row in tables.sources:
        yield from _source(tables, row)
    for row in tables.events:
        yield from _event(tables, row)


def _value(tables: Tables, row: Row, steps: tuple[str, ...]) -> Iterator[Problem]:
    """R1: the value of a step, and of a number of people, is a step of the kind of subject; a rank is a rank."""
    allowed: tuple[str, ...] = ()
    if row["attribute"] in ("step", "people"):
        allowed = steps
    elif row["attribute"] == "rank":
        allowed = RANKS
    elif row["attribute"] == "place" and row["value"] != row["place"]:
        yield problem_at(tables, "claims", row, "value", f"the same id as in place, {quoted(row['place'])}")
    if allowed and row["value"] not in allowed:
        yield problem_at(tables, "claims", row, "value", f"one of: {', '.join(allowed)}")


def _run_by(tables: Tables, row: Row, sites: frozenset[str], actors: frozenset[str]) -> Iterator[Problem]:
    """Runs: an actor is claimed of a site alone, by its id; whose a contingent or a post is never changes."""
    if row["attribute"] != ACTOR:
        return
    if row["subject"] not in sites:
        remedy = "another attribute: only of a site it is claimed who runs it"
        yield problem_at(tables, "claims", row, "attribute", remedy)
    elif row["value"] not in actors:
        yield problem_at(tables, "claims", row, "value", f"an id that stands in {path_of('actors')}")


def _programme(tables: Tables, row: Row, programmes: dict[str, str], posts: frozenset[str]) -> Iterator[Problem]:
    subject = row["subject"]
    if subject in programmes and row["programme"] != programmes[subject]:
        yield problem_at(tables, "claims", row, "programme", f"{named(programmes[subject])}, as in contingents.csv")
    elif subject in posts and row["programme"]:
        yield problem_at(tables, "claims", row, "programme", "nothing: posts belong to no programme")
    elif subject and subject not in posts and not row["programme"]:
        yield problem_at(tables, "claims", row, "programme", "the programme, or unstated")


def _numbers(tables: Tables, row: Row) -> Iterator[Problem]:
    low, high = row["low"], row["high"]
    if is_whole(low) and is_whole(high) and int(low) > int(high):
        yield problem_at(tables, "claims", row, "low", f"a number not above high, {high}")
    if row["attribute"] in WHOLES:
        if row["counts"] not in ("people", THOUSANDS):
            yield problem_at(tables, "claims", row, "counts", f"people or {THOUSANDS} of people")
    elif row["counts"] == THOUSANDS:
        yield problem_at(tables, "claims", row, "counts", f"another word: only {' and '.join(WHOLES)} count thousands")
    elif (row["attribute"] == "people") != (row["counts"] == "people"):
        yield problem_at(tables, "claims", row, "counts", "people where the attribute is people, and nowhere else")
    elif row["counts"] and not (low or high):
        yield problem_at(tables, "claims", row, "low", "a number, or nothing in counts")
    elif (low or high) and not row["counts"]:
        yield problem_at(tables, "claims", row, "counts", "what low and high count: people, aircraft, ships or nations")
    yield from _rounded(tables, row)


def _whole(tables: Tables, row: Row, sites: frozenset[str]) -> Iterator[Problem]:
    """A whole of a nation is a number of a day, told of its contingent or its post; of none no share can be told."""
    if not (row["low"].strip("0") or row["high"].strip("0")):
        yield problem_at(tables, "claims", row, "low", f"how many there are: {row['attribute']} counts a whole")
    if not row["day"]:
        yield problem_at(tables, "claims", row, "day", "the day or the year that is counted")
    if row["subject"] in sites:
        yield problem_at(tables, "claims", row, "subject", "a contingent or a post of the nation that is counted")


def _rounded(tables: Tables, row: Row) -> Iterator[Problem]:
    """A number of people is round where the text says about, some, roughly or the like, and only there."""
    of_people = row["counts"] == "people"
    if row["rounded"] and not (of_people and _ROUND.search(row["text"])):
        remedy = "nothing, or a number of people that the text calls round (about 300, some 100)"
        yield problem_at(tables, "claims", row, "rounded", remedy)
    elif of_people and not row["rounded"] and _ROUND.search(row["text"]):
        yield problem_at(tables, "claims", row, "rounded", "yes: the text calls its number round")


def _days(tables: Tables, row: Row) -> Iterator[Problem]:
    day = span_of(row["day"])
    for field in ("day_to", "due"):
        other = span_of(row[field])
        if field == "day_to" and row[field] and not row["day"]:
            yield problem_at(tables, "claims", row, "day", f"the first day of the time until {named(row[field])}")
        elif day and other and day[0] > other[1]:
            yield problem_at(tables, "claims", row, field, f"a day not before day, {named(row['day'])}")


def _place(tables: Tables, row: Row) -> Iterator[Problem]:
    if bool(row["place"]) != bool(row["place_precision"]):
        remedy = "how exact the place is, and nothing where there is no place"
        yield problem_at(tables, "claims", row, "place_precision", remedy)


def _source(tables: Tables, row: Row) -> Iterator[Problem]:
    if bool(row["published"]) != bool(row["published_basis"]):
        remedy = "stated or inferred with a day, nothing without one"
        yield problem_at(tables, "sources", row, "published_basis", remedy)
    if not row["url"] and row["kind"] != "seed":
        yield problem_at(tables, "sources", row, "url", "where it can be read; only the seed has no address")


def _event(tables: Tables, row: Row) -> Iterator[Problem]:
    lengths = LENGTHS.get(row["date_precision"], ())
    if lengths and len(row["date"]) not in lengths:
        remedy = f"the precision that the date {quoted(row['date'])} has"
        yield problem_at(tables, "events", row, "date_precision", remedy)
