"""The rule about who runs a site: a claim says it, and only of a civil airport nobody needs to."""

from collections.abc import Iterator

from geodata.errors import Problem
from geodata.running import ACTOR
from geodata.tables import Tables, problem_at


def site_problems(tables: Tables) -> Iterator[Problem]:
    """Check that of each site that is no airport a claim says who runs it or ran it.

    Parameters
    ----------
    tables : Tables
        The evidence.

    Yields
    ------
    Problem
        In no order.
    """
    if not tables.claims or tables.unread.get("claims"):
        return  # nobody knows what the claims say that could not be read
    subjects = {row["subject"] for row in tables.claims if row["attribute"] == ACTOR}
    remedy = "the site with a claim actor that says who runs it; only a civil airport may have none"
    for row in tables.sites:
        if row["kind"] != "airport" and row["id"] not in subjects:
            yield problem_at(tables, "sites", row, "id", remedy)
