"""Writes ``layers/deployments.geojson`` from the contingents and their claims.

``python -m geodata.deployments [FOLDER]``. The layer is for readers of other tools (QGIS, a notebook); the page
computes its states itself. Nobody edits it by hand.
"""

import argparse
import shlex
import sys
from pathlib import Path
from typing import Any

from geodata.atlas import Atlas, World
from geodata.errors import GeodataError, Problem
from geodata.file_reader import text_of as file_text
from geodata.geojson_writer import collection_text, feature, write_text
from geodata.loading import load
from geodata.model import CONTINGENT, Claim, Subject, last_day
from geodata.places import FINENESS
from geodata.stores.files import add_folder_argument, default_folder

FILE = Path("layers") / "deployments.geojson"


def _finest(claims: list[Claim]) -> list[str]:
    """Return the places named most exactly, in the order of the claims."""
    grades = [FINENESS.index(claim.place_precision) for claim in claims]
    return list(dict.fromkeys(c.place for c, grade in zip(claims, grades, strict=True) if grade == max(grades)))


def _places(atlas: Atlas, world: World, subject: Subject) -> list[str]:
    spots = [spot.place for spot in world.states[subject.id].spots if spot.place]
    place_claims = [claim for claim in atlas.claims_of[subject.id] if claim.attribute == "place"]
    return spots or (_finest(place_claims) if place_claims else [])


def _geometry(atlas: Atlas, names: list[str]) -> dict[str, Any] | None:
    points = [[p.lon, p.lat] for p in (atlas.places[name] for name in names) if p.lon is not None and p.lat is not None]
    if not points:
        return None
    return (
        {"type": "MultiPoint", "coordinates": points}
        if len(points) > 1
        else {"type": "Point", "coordinates": points[0]}
    )


def _reason(atlas: Atlas, names: list[str]) -> str:
    if not names:
        return "no report says where"
    return f"reports name only {', '.join(atlas.places[name].name_en for name in names)}, which is no point on a map"


def deployments(atlas: Atlas) -> list[dict[str, Any]]:
    """Make one GeoJSON feature per contingent, in the order of ``contingents.csv``.

    Parameters
    ----------
    atlas : Atlas

    Returns
    -------
    list of dict
        Points in WGS 84 where reports name a place that has one, else a null geometry with the ``reason``. Step and
        numbers are those on the last day that the evidence reaches (``as_of``), by everything known.
    """
    as_of = atlas.evidence_to
    world = atlas.at(as_of)
    made = []
    for subject in (one for one in atlas.subjects.values() if one.kind == CONTINGENT):
        state = world.states[subject.id]
        names = _places(atlas, world, subject)
        geometry = _geometry(atlas, names)
        days = sorted(last_day(claim.day).isoformat() for claim in atlas.claims_of[subject.id] if claim.day)
        properties = {
            "id": subject.id,
            "actor": subject.actor,
            "label": subject.label,
            "task": subject.task,
            "programme": subject.programme,
            "as_of": as_of.isoformat(),
            "step": state.step,
            "last_known": state.last_known,
            "low": state.low,
            "high": state.high,
            "places": ";".join(names),
            "precision": state.precision,
            "first_day": days[0] if days else "",
            "last_day": days[-1] if days else "",
            "claims": len(atlas.claims_of[subject.id]),
            "reason": "" if geometry else _reason(atlas, names),
        }
        made.append(feature(properties, geometry))
    return made


def text_of(atlas: Atlas) -> str:
    """Return the text of the layer."""
    return collection_text("deployments", deployments(atlas))


def stale(folder: Path, atlas: Atlas | None = None) -> Problem | None:
    """Say that the layer written from the claims is older than they are; None if it is current or missing.

    Parameters
    ----------
    folder : path
        Where the layer lies.
    atlas : Atlas, optional
        The claims; without it those of the folder.
    """
    layer = folder / FILE
    file = f"{folder.resolve().name}/{FILE.as_posix()}"
    if not layer.exists() or file_text(layer, file, home=folder) == text_of(atlas or load(folder)):
        return None
    remedy = f"it anew: {Path(sys.executable).name} -m geodata.deployments {shlex.quote(str(folder))}"
    return Problem(file, "", "", "an older state of the claims", remedy)


def main(arguments: list[str] | None = None) -> int:
    """Write the layer of contingents of a folder of evidence from their claims.

    Parameters
    ----------
    arguments : list of str, optional
        The folder, or nothing: then ``GEODATA_DIR``, or else that of the package.

    Returns
    -------
    int
        0 when the layer is written, 1 when the evidence has problems or it cannot be written.
    """
    parser = argparse.ArgumentParser(
        prog="python -m geodata.deployments", description=str(main.__doc__).partition("\n")[0]
    )
    add_folder_argument(parser)
    folder = parser.parse_args(arguments).folder or default_folder()
    try:
        write_text(folder / FILE, text_of(load(folder)))
    except GeodataError as error:
        print(*error.lines(), sep="\n")  # noqa: T201 (this is a command)
        return 1
    except OSError as error:
        problem = Problem(str(folder / FILE), "", "", error.strerror or str(error), "it where there is room and leave")
        print(problem)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
