"""The rule about openings: none is typed past the last day that the evidence reaches."""

from collections.abc import Iterator

from geodata.errors import Problem
from geodata.reach import WHOLE_DAY, evidence_to
from geodata.schema.formats import span_of
from geodata.tables import Tables, listed, problem_at

RESTS_ON = ("claims", "sources", "events")
"""What must be read whole before anybody can say how far it reaches."""


def opening_problems(tables: Tables) -> Iterator[Problem]:
    """Check that a typed opening looks at a day that the evidence reaches.

    Parameters
    ----------
    tables : Tables
        The evidence.

    Yields
    ------
    Problem
        In no order; none while rows are missing, for then the evidence seems to end earlier.
    """
    if any(tables.unread.get(name) or not tables.rows(name) for name in RESTS_ON):
        return
    last = _last_day(tables)
    for row in tables.opening:
        if len(row["as_of"]) == WHOLE_DAY and row["as_of"] > last:
            remedy = f"a day not after {last}, the last that the evidence reaches, or latest"
            yield problem_at(tables, "opening", row, "as_of", remedy)


def _last_day(tables: Tables) -> str:
    """Return the last day that the rows reach; what is badly written is told elsewhere and does not count."""
    days = [(row[field], listed(row["sources"])) for row in tables.claims for field in ("day", "day_to")]
    days += [(row["date"], listed(row["sources"])) for row in tables.events]
    published = {row["id"]: row["published"] for row in tables.sources if span_of(row["published"])}
    return evidence_to([(day, names) for day, names in days if span_of(day)], published).isoformat()
