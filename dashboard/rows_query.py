"""How an address asks for the rows behind a number: ``q=rows:sent``, or ``q=rows:sent Nuuk`` within a search."""

ROWS = "rows:"
ORIGIN_DRILLDOWNS, SOURCE_DRILLDOWN = ("origin", "fallen", "differ"), "source"
"""Numbers that are counted of one origin, or of one source; its code stands behind a colon: ``rows:origin:reuters``."""


def rows_and_search(q: str) -> tuple[str, str]:
    """Part `q` into the name of the number whose rows are asked for and the search within which it counts.

    Parameters
    ----------
    q : str
        As an address holds it; without a number all of it is a search.
    """
    if not q.startswith(ROWS):
        return "", q
    drilldown, _, search = q.removeprefix(ROWS).partition(" ")
    return drilldown, search.strip()


def rows_within(drilldown: str, search: str) -> str:
    """Write `q` so that it asks for the rows behind a number within a search; either may be empty."""
    return f"{ROWS}{drilldown} {search}".strip() if drilldown else search
