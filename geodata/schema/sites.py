"""The rule about who runs a site: somebody does, and of a civil airport nobody with a flag."""

from collections.abc import Iterator

from geodata.errors import Problem
from geodata.tables import Tables, problem_at


def site_problems(tables: Tables) -> Iterator[Problem]:
    """Check that each site has an actor, and that a civil airport has none.

    Parameters
    ----------
    tables : Tables
        The evidence.

    Yields
    ------
    Problem
        In no order.
    """
    for row in tables.sites:
        if row["kind"] == "airport" and row["actor"]:
            yield problem_at(tables, "sites", row, "actor", "nothing for a civil airport, or another kind")
        elif row["kind"] != "airport" and not row["actor"]:
            yield problem_at(tables, "sites", row, "actor", "who runs it; only a civil airport has nobody")
