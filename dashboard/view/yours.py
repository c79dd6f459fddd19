"""The view with claims of a reader's own laid over the evidence, beside the view as published."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.release import Release, current_release, per_release
from dashboard.view.differences import Difference, difference_between
from dashboard.view.rows import rows_in_view
from dashboard.view.view import ViewModel
from geodata import deployments
from geodata.atlas import Atlas
from geodata.errors import GeodataError, Problem
from geodata.model import CONTINGENT
from geodata.patch import Overlay, csv_line, header_line, overlay
from geodata.schema import problems_in
from geodata.schema.fields import columns_of

REMEMBERED, REFUSED = 4, 8
"""How many overlays are kept ready, and how many refusals, of all readers; each is found only by its whole text."""

TYPED = ("subject", "attribute", "value", "low", "high", "day", "due", "basis", "confidence", "sources", "text")
"""The columns that a reader types for one row; the others follow from them, or stay empty."""


@dataclass(frozen=True)
class WithYours:
    """The view with a reader's claims.

    Parameters
    ----------
    overlay : Overlay
        The evidence with them.
    view_model : ViewModel
        What follows from it.
    difference : Difference
        What differs from the view as published.
    """

    overlay: Overlay
    view_model: ViewModel
    difference: Difference


@per_release(1)
def _known(release: Release) -> frozenset[Problem]:
    return frozenset(problems_in(release.atlas.tables))


@per_release(1)
def _layer(release: Release) -> str:
    return deployments.text_of(release.atlas)


@per_release(REMEMBERED)
def _overlay(release: Release, text: str) -> Overlay:
    atlas = release.atlas  # its own rows, not those that stand in the folder by now
    return overlay(atlas.tables, text, atlas.layers, atlas, _known(), _layer())


@per_release(REFUSED)
def _refusal(release: Release, text: str) -> GeodataError | None:
    """Say what is wrong with claims: a page asks for it again at each choice, and judging takes a second."""
    with current_release.pinned(release):
        try:
            _overlay(text)
        except GeodataError as error:
            return error.with_traceback(None)
    return None


def with_yours(view_model: ViewModel, text: str) -> WithYours:
    """Work out the view with claims laid over the evidence.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    text : str
        A CSV with the columns of ``claims.csv``.

    Raises
    ------
    GeodataError
        With every problem of these rows at once.
    """
    if refusal := _refusal(text):
        raise refusal.with_traceback(None)
    found = _overlay(text)
    other = seen_with(view_model, found.atlas)
    return WithYours(found, other, difference_between(view_model, other, view_model.world.everywhere))


def seen_with(view_model: ViewModel, atlas: Atlas) -> ViewModel:
    """Return the same view of another atlas."""
    state = view_model.state
    world = atlas.at(state.as_of, state.known_by)
    rows = rows_in_view(world, view_model.words)
    world = world.keep(state.chosen)
    world = world.refine(state.more.refinement())
    if view_model.only is not None:
        world = world.only(view_model.only)
    return replace(view_model, world=world, all_rows=rows)


def added_row(text: str, atlas: Atlas, typed: Mapping[str, str]) -> str:
    """Add one typed row to a CSV of claims; without any it begins with the header.

    Parameters
    ----------
    text : str
        What is there.
    atlas : Atlas
        The evidence; the programme of a contingent's claim and the precision of a place are taken from it.
    typed : mapping of str to str
        The columns of ``TYPED``.
    """
    row = dict.fromkeys(columns_of("claims"), "") | {name: typed.get(name, "").strip() for name in TYPED}
    subject = atlas.subjects.get(row["subject"])
    row["id"] = _free_id(text, atlas)
    if subject is not None and subject.kind == CONTINGENT:
        row["programme"] = subject.programme
    if row["attribute"] == "people":
        row["counts"] = "people"
    if row["attribute"] == "place" and row["value"] in atlas.places:
        row |= {"place": row["value"], "place_precision": atlas.places[row["value"]].precision}
    lines = [text.rstrip("\n")] if text.strip() else [header_line()]
    return "\n".join([*lines, csv_line(row), ""])


def _free_id(text: str, atlas: Atlas) -> str:
    number = 1
    while f"yours-{number}" in text or f"yours-{number}" in atlas.claims:
        number += 1
    return f"yours-{number}"
