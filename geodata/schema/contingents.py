"""Rules about contingents that are part of another: the whole is told once, and no part is larger."""

from collections.abc import Iterator, Sequence

from geodata.errors import Problem
from geodata.schema.formats import is_whole
from geodata.tables import Row, Tables, problem_at


def contingent_problems(tables: Tables) -> Iterator[Problem]:
    """Check that the whole of a part is no part itself, runs under the same programme and is not smaller.

    Parameters
    ----------
    tables : Tables
        The evidence. That a whole exists, and is another row, is checked with all ids.

    Yields
    ------
    Problem
        In no order.
    """
    contingents = {row["id"]: row for row in tables.contingents}
    people: dict[str, list[Row]] = {}
    for claim in tables.claims:
        if claim["attribute"] == "people":
            people.setdefault(claim["subject"], []).append(claim)
    largest = {name: _largest(people.get(name, ())) for name in {row["part_of"] for row in tables.contingents}}
    for row in tables.contingents:
        whole = contingents.get(row["part_of"])
        if whole is None or whole is row:
            continue
        if whole["part_of"]:
            yield problem_at(tables, "contingents", row, "part_of", f"the whole itself, {whole['part_of']}")
        elif whole["programme"] != row["programme"]:
            remedy = f"a contingent of the same programme, {row['programme']}; {whole['id']} runs under another"
            yield problem_at(tables, "contingents", row, "part_of", remedy, whole["programme"])
        else:
            most, least = largest[whole["id"]], _least(people.get(row["id"], ()))
            if most is not None and least is not None and least > most:
                found = f"{least} in the part, {most} in the whole"
                yield problem_at(
                    tables, "contingents", row, "part_of", "a part that is not larger than its whole", found
                )


def _largest(rows: Sequence[Row]) -> int | None:
    """Return the most that any of these reports gives; None where one leaves the number open or none gives it."""
    most = [row["high"] for row in rows]
    return max(map(int, most)) if most and all(is_whole(cell) for cell in most) else None


def _least(rows: Sequence[Row]) -> int | None:
    """Return the least that any of these reports gives; None where none gives a number."""
    return min((int(row["low"]) for row in rows if is_whole(row["low"])), default=None)
