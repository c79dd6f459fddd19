"""The columns of the tables that are taken along: their names, their types, and where their meaning is told."""

from dataclasses import dataclass

from dashboard.text.i18n import Words

STRING, INTEGER, NUMBER, BOOLEAN, DATE, LIST = "string", "integer", "number", "boolean", "date", "list"
SEPARATOR = ";"
"""Between the ids of one cell, in formats whose cells hold one text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Parameters
    ----------
    name : str
        As in the file; the same in every language.
    type : str
        One of the types above. A list is one of texts; where a format has none, they are joined by `SEPARATOR`.
    """

    name: str
    type: str = STRING

    def described(self, words: Words, table: str) -> str:
        """Say what the column holds.

        Parameters
        ----------
        words : Words
            The language.
        table : str
            The table it belongs to: `rows`, `claims` or `sources`.
        """
        return words.say(f"column.{table}.{self.name}")


def _columns(text: str) -> tuple[Column, ...]:
    return tuple(Column(*part.split(":")) for part in text.split())


ROWS = _columns(
    "id label kind kind_label actor actor_label iso3166_alpha2 iso3166_alpha3 programme programme_label part_of"
    " step step_label low:integer high:integer rounded:boolean counts in_total"
    " rank rank_label post_group places:list places_label precision precision_m:integer lon:number lat:number"
    " since:date since_precision since_is_start:boolean due:date due_precision"
    " last_confirmed:date last_confirmed_precision"
    " last_known:boolean unconfirmed:boolean disputed:boolean unverified:boolean confidence"
    " independent_sources:integer claims:list rivals:list sources:list"
    " as_of:date known_by:date release query filter licence"
)
"""One row a subject in view."""

CLAIMS = _columns(
    "id subject attribute value low:integer high:integer counts rounded:boolean day:date day_precision"
    " day_to:date day_to_precision due:date due_precision basis said_by programme part_of disputes:list"
    " place place_precision confidence role sources:list text"
)
"""One row a claim on which a row rests, or that says otherwise; ``role`` tells which."""

SOURCES = _columns(
    "id publisher title url published:date published_precision published_basis language kind rests_on:list"
)
"""One row a source of the rows."""

TABLES = {"rows": ROWS, "claims": CLAIMS, "sources": SOURCES}
