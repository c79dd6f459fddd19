"""Rules about codes of the outer world: countries, languages, members of NATO, addresses that two rows share."""

import re
from collections import Counter
from collections.abc import Iterator

from geodata.errors import Problem, named, quoted
from geodata.tables import Tables, path_of, problem_at

LANGUAGES = frozenset(
    re.findall(
        "[a-z]+",
        "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
        "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io "
        "is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn "
        "mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se "
        "sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo "
        "wa wo xh yi yo za zh zu ",
    )
)
"""Every code of ISO 639-1."""

_ALPHA_3 = re.compile(r"[A-Z]{3}")
_ALPHA_2 = re.compile(r"[A-Z]{2}")
_NUMERIC = re.compile(r"[0-9]{3}")


def code_problems(tables: Tables) -> Iterator[Problem]:
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
    for rule in (_actors, _countries, _members, _languages, _addresses, _tasks):
        yield from rule(tables)


def _actors(tables: Tables) -> Iterator[Problem]:
    for row in tables.actors:
        if row["kind"] in ("state", "territory", "union") and not _ALPHA_3.fullmatch(row["id"]):
            yield problem_at(tables, "actors", row, "id", "a code of three capitals (ISO 3166 alpha-3), e.g. DNK")


def _countries(tables: Tables) -> Iterator[Problem]:
    for row in tables.rows("contributing_nations"):
        for field, form, words in (("iso2", _ALPHA_2, "two capitals"), ("iso_numeric", _NUMERIC, "three digits")):
            if not form.fullmatch(row[field]):
                yield problem_at(tables, "contributing_nations", row, field, f"a code of {words}")


def _members(tables: Tables) -> Iterator[Problem]:
    """Hold the layer of nations to the members of NATO: each of them, and nobody else."""
    if "contributing_nations" not in tables.features:
        return
    members = {row["id"] for row in tables.actors if row["nato_since"]}
    drawn = {row["id"] for row in tables.rows("contributing_nations")}
    unread = tables.unread.get("contributing_nations", frozenset())
    for row in tables.rows("contributing_nations"):
        if members and row["id"] not in members and any(row["id"] == actor["id"] for actor in tables.actors):
            remedy = "only members of NATO: the actor has no year in nato_since"
            yield problem_at(tables, "contributing_nations", row, "id", remedy)
    file = f"{tables.folder}/{path_of('contributing_nations')}"
    for name in sorted(members - drawn - unread) if drawn and not unread else ():
        yield Problem(file, "", "id", f"no feature {named(name)}", "a feature for each member of NATO in actors.csv")


def _languages(tables: Tables) -> Iterator[Problem]:
    for row in tables.sources:
        if row["language"] not in LANGUAGES:
            remedy = "a language code of ISO 639-1, e.g. da for Danish, kl for Greenlandic, sv for Swedish"
            yield problem_at(tables, "sources", row, "language", remedy)


def _addresses(tables: Tables) -> Iterator[Problem]:
    """Two rows are the same publication when they have the same address."""
    addresses = {row["id"]: row["url"] for row in tables.sources}
    for row in tables.sources:
        other = addresses.get(row["same_as"])
        if other is not None and row["same_as"] != row["id"] and other != row["url"]:
            remedy = f"the id of a source with this address, or the address of {named(row['same_as'])}, {quoted(other)}"
            yield problem_at(tables, "sources", row, "same_as", remedy)


def _tasks(tables: Tables) -> Iterator[Problem]:
    """A contingent is a nation and a task: two rows with both alike are one contingent."""
    times = Counter((row["actor"], row["task"]) for row in tables.contingents)
    ids = Counter(row["id"] for row in tables.contingents)
    for row in tables.contingents:
        if times[row["actor"], row["task"]] > 1 and ids[row["id"]] == 1 and row["task"]:
            yield problem_at(tables, "contingents", row, "task", "a task that no other contingent of this actor has")
