"""Rules about how rows hang together: ids are unique, every id that is named exists, parts belong to their whole."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator

from geodata.errors import Problem, named, quoted
from geodata.names import comparable
from geodata.schema.dangling import MEND, faulty
from geodata.schema.fields import FIELDS, LONGEST_ID
from geodata.schema.formats import is_whole
from geodata.tables import EVIDENCE, LAYERS, OTHER_LAYERS, SUBJECT_TABLES, Row, Tables, listed, path_of, problem_at

UNKNOWN_PARENT = "unknown"
"""In ``rests_on``: rests on somebody who is not named, and joins nothing."""

MOST_COMPARED = 12_000
"""The most comparisons made to guess which id was meant: where all ids are lost, that would take minutes."""

_DIGITS = re.compile(r"\d")


def link_problems(tables: Tables) -> Iterator[Problem]:
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
    for rule in (_unique_ids, _one_subject, _resolved, _no_self, _parts, _disputes, _same_events, _parents, _origins):
        yield from rule(tables)


def _unique_ids(tables: Tables) -> Iterator[Problem]:
    """An id is one id in capitals and in small letters: nobody should have to tell them apart."""
    for table in (*EVIDENCE, *LAYERS, *OTHER_LAYERS):
        rows = tables.rows(table)
        times = Counter(row["id"] for row in rows)
        alike: dict[str, list[str]] = {}
        for name in sorted(times):
            alike.setdefault(comparable(name), []).append(name)
        for row in rows:
            if times[row["id"]] > 1:
                found = f"the id {times[row['id']]} times"
                yield problem_at(tables, table, row, "id", "an id that no other row has", found)
            elif len(same := alike[comparable(row["id"])]) > 1:
                other = same[same[0] == row["id"]]
                remedy = f"an id that differs from {named(other)} in more than capitals"
                yield problem_at(tables, table, row, "id", remedy)


def _one_subject(tables: Tables) -> Iterator[Problem]:
    """A contingent, a site and a post may not share an id: claims name them by it."""
    homes = Counter(
        subject for table in SUBJECT_TABLES for subject in {comparable(row["id"]) for row in tables.rows(table)}
    )
    for table in SUBJECT_TABLES:
        for row in tables.rows(table):
            if homes[comparable(row["id"])] > 1:
                yield problem_at(tables, table, row, "id", "an id that no contingent, site or post has in another file")


def _resolved(tables: Tables) -> Iterator[Problem]:
    for targets in sorted({field.refers for fields in FIELDS.values() for field in fields if field.refers}):
        ids = frozenset(row["id"] for target in targets for row in tables.rows(target))
        lost = list(_lost(tables, targets, ids))
        there = faulty(tables, targets).explains(name for *_, names in lost for name in names) if lost else frozenset()
        remedy = f"an id that stands in {' or '.join(path_of(target) for target in targets)}"
        hints = _Hints(ids)
        for table, row, field, names in lost:
            unknown = [name for name in names if name not in there]
            if unknown:
                hint = hints.of(unknown[0])
                yield problem_at(tables, table, row, field, remedy + hint, quoted(";".join(unknown)))
            else:
                yield problem_at(tables, table, row, field, MEND, quoted(";".join(names)), follows=True)


def _lost(
    tables: Tables, targets: tuple[str, ...], ids: frozenset[str]
) -> Iterator[tuple[str, Row, str, tuple[str, ...]]]:
    """Yield table, row and field of every cell that names an id which nobody has, with the ids."""
    for table, fields in FIELDS.items():
        for field in (field for field in fields if field.refers == targets):
            for row in tables.rows(table):
                lost = tuple(name for name in listed(row[field.name]) if name not in ids)
                if lost:
                    yield table, row, field.name, lost


class _Hints:
    """Guesses what lost ids were meant to be, as long as that takes no time worth speaking of."""

    def __init__(self, ids: frozenset[str]) -> None:
        self._ids, self._left = ids, max(3, MOST_COMPARED // max(1, len(ids)))
        self._hints_given: dict[str, str] = {}

    def of(self, lost: str) -> str:
        if lost not in self._hints_given:
            if not self._left:
                return ""
            self._left -= 1
            self._hints_given[lost] = _hint(lost, self._ids)
        return self._hints_given[lost]


def _hint(lost: str, ids: frozenset[str]) -> str:
    """Guess what was meant; ids that differ in their numbers alone are neighbours, not slips of the pen."""
    if same := sorted(name for name in ids if comparable(name) == comparable(lost)):
        return f", perhaps {named(same[0])}"
    close = difflib.get_close_matches(lost[:LONGEST_ID], ids, n=3, cutoff=0.8)
    likely = [each for each in close if _DIGITS.sub("", each) != _DIGITS.sub("", lost)]
    return f", perhaps {named(likely[0])}" if likely else ""


def _no_self(tables: Tables) -> Iterator[Problem]:
    for table, field in (
        ("claims", "part_of"),
        ("contingents", "part_of"),
        ("claims", "disputes"),
        ("sources", "same_as"),
        ("sources", "rests_on"),
        ("events", "same_as"),
    ):
        for row in tables.rows(table):
            if row["id"] in listed(row[field]):
                yield problem_at(tables, table, row, field, "the id of another row, not its own")


def _parts(tables: Tables) -> Iterator[Problem]:
    """R2: a part is of the same kind as its whole, about the same subject, and not larger."""
    claims = {row["id"]: row for row in tables.claims}
    for row in tables.claims:
        whole = claims.get(row["part_of"])
        if whole is None or whole is row:
            continue
        if any(row[field] != whole[field] for field in ("subject", "attribute", "value", "counts")):
            remedy = "a claim with the same subject, attribute, value and counts"
            yield problem_at(tables, "claims", row, "part_of", remedy)
        elif whole["part_of"]:
            yield problem_at(tables, "claims", row, "part_of", f"the whole itself, {named(whole['part_of'])}")
        elif _at_least(row) > _at_most(whole):
            found = f"{_at_least(row)} in the part, {_at_most(whole)} in the whole"
            yield problem_at(tables, "claims", row, "part_of", "a part that is not larger than its whole", found)


def _at_least(row: Row) -> int:
    return int(row["low"]) if is_whole(row["low"]) else 0


def _at_most(row: Row) -> int:
    numbers = [int(row[field]) for field in ("low", "high") if is_whole(row[field])]
    return max(numbers) if row["high"] and numbers else 10**9


def _disputes(tables: Tables) -> Iterator[Problem]:
    claims = {row["id"]: row for row in tables.claims}
    for row in tables.claims:
        others = [claims[other] for other in listed(row["disputes"]) if other in claims]
        if any(other["attribute"] != row["attribute"] for other in others):
            remedy = f"only claims about the same attribute, {named(row['attribute'])}"
            yield problem_at(tables, "claims", row, "disputes", remedy)


def _same_events(tables: Tables) -> Iterator[Problem]:
    """An event is shown without its repetitions, so what it repeats must itself be told once."""
    repeats = {row["id"]: row["same_as"] for row in tables.events}
    for row in tables.events:
        if any(repeats.get(other) for other in listed(row["same_as"])):
            yield problem_at(tables, "events", row, "same_as", "the event that is shown, which itself repeats none")


def _parents(tables: Tables) -> Iterator[Problem]:
    """Let a parent be a source id or a publisher's name; the same name written in two ways is a slip of the pen."""
    ids = frozenset(row["id"] for row in tables.sources)
    written = Counter(row["publisher"] for row in tables.sources)
    parents = Counter(part for row in tables.sources for part in listed(row["rests_on"]) if part not in ids)
    usual: dict[str, str] = {}
    # A publisher's own way to write its name counts before the ways in which others write it; then the most frequent.
    for name, _ in (*written.most_common(), *parents.most_common()):
        usual.setdefault(_bare(name), name)
    left_out, hints = tables.unread.get("sources", frozenset()), _Hints(ids)
    for row in tables.sources:
        name = usual[_bare(row["publisher"])]
        if name != row["publisher"]:
            yield problem_at(tables, "sources", row, "publisher", f"{quoted(name)}, as elsewhere: one name in two ways")
        for part in listed(row["rests_on"]):
            if part in ids or part == UNKNOWN_PARENT or part in written:
                continue
            name = usual[_bare(part)]
            if part in left_out:
                yield problem_at(tables, "sources", row, "rests_on", MEND, quoted(part), follows=True)
            elif name != part:
                yield problem_at(tables, "sources", row, "rests_on", f"{quoted(name)}, as elsewhere", quoted(part))
            elif _looks_like_an_id(part):
                remedy = "a source id, or the publisher's name as it writes itself" + hints.of(part)
                yield problem_at(tables, "sources", row, "rests_on", remedy, quoted(part))


def _bare(name: str) -> str:
    """Reduce a name to its letters and figures; a name without any stays as it is."""
    plain = comparable(name)
    return "".join(char for char in plain if char.isalnum()) or plain


def _looks_like_an_id(part: str) -> bool:
    return part == part.lower() and part.isascii() and " " not in part and ("_" in part or "-" in part)


def _origins(tables: Tables) -> Iterator[Problem]:
    """Hold a contingent to origins that claims about it carry; one that only claims about others carry is misplaced."""
    carried: dict[str, set[str]] = {}
    for claim in tables.claims:
        for origin in listed(claim["origin"]):
            carried.setdefault(origin, set()).add(claim["subject"])
    for row in tables.contingents:
        lost = [origin for origin in listed(row["origin"]) if row["id"] not in carried.get(origin, {row["id"]})]
        if lost:
            remedy = "only origins of claims about this contingent"
            yield problem_at(tables, "contingents", row, "origin", remedy, quoted(";".join(lost)))
